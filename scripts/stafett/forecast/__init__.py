"""What is likely to happen to the pages in the coming months, when people leave as they use to: a simulation.

A **run** is one way in which the coming months may go. Each run draws when everybody in the directory leaves and when a
successor of everybody who leaves comes; and it follows, day by day, which owner and deputy of which page is here, and,
month by month, which reviews the people who are here have time for. Ten thousand runs show what is usual and what is
bad luck.

People leave at a constant rate: the time until somebody leaves is exponentially distributed, so that the chance to have
left after t years is 1 - exp(-rate t) (Ross, "Introduction to Probability Models", chapter 5). ``rates`` tells where
the rate comes from. Whoever replaces them takes over all that they answered for, after a vacancy of random length, and
may leave in turn: an alternating renewal process (Ross, chapter 7; Trivedi, "Probability and Statistics with
Reliability, Queuing, and Computer Science Applications", on availability). Last days, first days, ends of roles and
leave that the directory knows are facts and not drawn.

People of a unit may leave together. Then each unit has in each run its own luck, a factor on all its people's rates,
gamma distributed with mean 1: a shared frailty (Clayton 1978, "A model for association in bivariate life tables",
Biometrika 65; Hougaard, "Analysis of Multivariate Survival Data"). The chance to have left after t years is then
1 - (1 + v rate t)^(-1/v), with v the factor's variance.

Reviews are a queue of work (``reviews``): what falls due is done as far as the hours of the people who are here reach.

Everything is the same for the same seed, however many processes work (``simulate``). Nothing here reads files or the
clock; numpy is needed by the modules that draw, and by no others.
"""
