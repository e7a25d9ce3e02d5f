// 一页一页地查HTML合不合规矩，写出不合的。标准输入是各页的路径，标准输出是JSON：[[哪里, 哪条规则, 怎么不合], …]。
const { readFileSync } = require("node:fs");
const { HtmlValidate, StaticConfigLoader } = require("html-validate");

const config = {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // 这几条说的是写法，不是对错
    "attribute-boolean-style": "off",
    "no-trailing-whitespace": "off",
    "void-style": "off",
    "valid-id": ["error", { relaxed: true }], // 中文的、数字开头的id，HTML都准
    "no-inline-style": "error",
  },
};

const validator = new HtmlValidate(new StaticConfigLoader(config));
const wrong = [];
for (const path of JSON.parse(readFileSync(0, "utf8"))) {
  const report = validator.validateStringSync(readFileSync(path, "utf8"), path);
  for (const { messages } of report.results)
    for (const { line, ruleId, message } of messages) wrong.push([`${path}:${line}`, ruleId, message]);
}
process.stdout.write(JSON.stringify(wrong));
