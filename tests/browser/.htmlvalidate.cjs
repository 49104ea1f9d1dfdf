// The HTML standard as html-validate knows it, and what is not for these pages:
module.exports = {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    "long-title": "off", // a title is the article's own
    "no-trailing-whitespace": "off", // an article may hold it
    "wcag/h32": "off", // the filters act as one types; they are nothing without scripts, and hidden then
    "require-sri": "off", // nothing is loaded
    "void-style": ["error", { style: "omit" }],
  },
};
