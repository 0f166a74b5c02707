"""Which rules there are. Written by hand, so that it can be searched and does not depend on import order."""

from __future__ import annotations

from collections.abc import Mapping

from stafett.rules import (
    active_content,
    broken_link,
    circular_path,
    codeowners_differs,
    critical_with_one_person,
    date_only_bump,
    deciders_gone,
    deputy_leaving_too,
    deputy_missing,
    directory_dates,
    directory_role_unknown,
    due_soon,
    duplicate_id,
    duplicate_key,
    duplicate_number,
    flow_without_end,
    invalid_value,
    left_to_write,
    link_outside,
    long_first_day,
    missing_field,
    named_has_left,
    never_reviewed,
    no_front_matter,
    number_gap,
    one_holder_no_deputy,
    one_sided_supersede,
    original_changed,
    overdue_step,
    owner_leaving,
    owner_missing,
    owner_unknown,
    owner_vacant,
    person_without_unit,
    process_in_no_path,
    question_without_choice,
    replaced_in_words,
    retired_step,
    review_overdue,
    reviewed_in_future,
    reviewer_not_entitled,
    revisit_passed,
    role_without_holder,
    role_without_path,
    snoozed_too_long,
    step_unknown,
    step_unreached,
    stray_page,
    superseded_without_successor,
    translation_outdated,
    unit_tree,
    unit_without_head,
    unknown_field,
    unknown_reference,
    unreadable_front_matter,
    unsafe_file_name,
    unusable_translation,
    unvouched,
    variant_expired,
    variant_incomplete,
    variant_long,
    variant_unapproved,
    variants_overlap,
)
from stafett.rules.rule import BaseRule, Meta, PageRule

PAGE_RULES: Mapping[str, PageRule] = {
    "FMT001": unreadable_front_matter,
    "FMT002": no_front_matter,
    "FMT003": duplicate_key,
    "FMT010": invalid_value,
    "FMT011": missing_field,
    "FMT012": unknown_field,
    "FMT013": duplicate_id,
    "FMT014": stray_page,
    "FMT015": left_to_write,
    "OWN001": owner_missing,
    "OWN002": owner_unknown,
    "OWN003": owner_vacant,
    "OWN004": deputy_missing,
    "OWN005": owner_leaving,
    "OWN007": deputy_leaving_too,
    "OWN009": critical_with_one_person,
    "OWN010": named_has_left,
    "REV001": review_overdue,
    "REV002": never_reviewed,
    "REV003": reviewed_in_future,
    "REV004": date_only_bump,
    "REV005": unvouched,
    "REV006": due_soon,
    "REV007": reviewer_not_entitled,
    "REV008": snoozed_too_long,
    "PRO010": step_unknown,
    "PRO011": step_unreached,
    "PRO012": question_without_choice,
    "PRO013": flow_without_end,
    "DEC003": superseded_without_successor,
    "DEC006": deciders_gone,
    "DEC007": revisit_passed,
    "LNK001": broken_link,
    "LNK002": unknown_reference,
    "ROL001": retired_step,
    "ROL002": overdue_step,
    "ROL004": long_first_day,
    "ROL005": circular_path,
    "LNG001": translation_outdated,
    "VAR001": variant_expired,
    "VAR002": variant_unapproved,
    "VAR003": variant_incomplete,
    "VAR004": original_changed,
    "VAR006": variant_long,
    "SEC001": active_content,
    "SEC002": link_outside,
    "SEC003": unsafe_file_name,
}

BASE_RULES: Mapping[str, BaseRule] = {
    "OWN006": codeowners_differs,
    "OWN008": one_holder_no_deputy,
    "DEC001": duplicate_number,
    "DEC002": one_sided_supersede,
    "DEC004": number_gap,
    "DEC005": replaced_in_words,
    "PPL001": directory_role_unknown,
    "PPL002": directory_dates,
    "PPL003": unit_without_head,
    "PPL004": person_without_unit,
    "PPL005": role_without_holder,
    "PPL006": unit_tree,
    "PRO001": process_in_no_path,
    "ROL003": role_without_path,
    "LNG002": unusable_translation,
    "VAR005": variants_overlap,
}


ALL_RULES: Mapping[str, PageRule | BaseRule] = {**PAGE_RULES, **BASE_RULES}


def all_metas() -> tuple[Meta, ...]:
    """The cards of all rules, by code."""
    return tuple(rule.META for _, rule in sorted(ALL_RULES.items()))


def module_of(code: str) -> PageRule | BaseRule | None:
    """The rule with the code or name, whatever its case; None where there is none."""
    wanted = code.strip().lower()
    for key, rule in ALL_RULES.items():
        if wanted in {key.lower(), rule.META.name}:
            return rule
    return None
