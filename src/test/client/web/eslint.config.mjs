/** ESLint's rules for the web modules. They are listed here, so that no package besides ESLint is needed. */
const BROWSER_GLOBALS = [
  'AbortController', 'CustomEvent', 'Event', 'EventTarget', 'FormData', 'ResizeObserver', 'TextDecoder', 'TextEncoder', 'URL',
  'URLSearchParams', 'WebSocket', 'atob', 'btoa', 'clearInterval', 'clearTimeout', 'crypto', 'customElements', 'document', 'fetch',
  'history', 'localStorage', 'location', 'matchMedia', 'navigator', 'sessionStorage', 'setInterval', 'setTimeout', 'window',
];

const POSSIBLE_ERRORS = [
  'array-callback-return', 'constructor-super', 'for-direction', 'getter-return', 'no-class-assign', 'no-compare-neg-zero', 'no-cond-assign',
  'no-const-assign', 'no-constant-binary-expression', 'no-constructor-return', 'no-control-regex', 'no-debugger', 'no-dupe-args',
  'no-dupe-class-members', 'no-dupe-else-if', 'no-dupe-keys', 'no-duplicate-case', 'no-empty-character-class', 'no-empty-pattern',
  'no-ex-assign', 'no-fallthrough', 'no-func-assign', 'no-import-assign', 'no-inner-declarations', 'no-irregular-whitespace',
  'no-loss-of-precision', 'no-misleading-character-class', 'no-new-native-nonconstructor', 'no-obj-calls', 'no-promise-executor-return',
  'no-prototype-builtins', 'no-self-assign', 'no-self-compare', 'no-setter-return', 'no-sparse-arrays', 'no-template-curly-in-string',
  'no-this-before-super', 'no-undef', 'no-unreachable', 'no-unsafe-finally', 'no-unsafe-negation', 'no-unsafe-optional-chaining',
  'no-unused-private-class-members', 'no-useless-assignment', 'no-useless-backreference', 'no-useless-escape', 'use-isnan', 'valid-typeof',
];

const GOOD_PRACTICES = [
  'default-case-last', 'eqeqeq', 'no-alert', 'no-console', 'no-else-return', 'no-empty', 'no-eval', 'no-extend-native', 'no-implied-eval',
  'no-lonely-if', 'no-new-func', 'no-new-wrappers', 'no-script-url', 'no-throw-literal', 'no-undef-init', 'no-unneeded-ternary',
  'no-useless-catch', 'no-useless-computed-key', 'no-useless-concat', 'no-useless-constructor', 'no-useless-rename', 'no-useless-return',
  'no-var', 'object-shorthand', 'prefer-const', 'prefer-object-spread', 'prefer-rest-params', 'prefer-spread', 'prefer-template', 'radix', 'yoda',
];

const MAX_LINES = 299;

export default [
  {
    files: ['src/main/webapp/WEB-INF/web/**/*.js'],
    languageOptions: {
      ecmaVersion: 2022,
      sourceType: 'module',
      globals: Object.fromEntries(BROWSER_GLOBALS.map((name) => [name, 'readonly'])),
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...Object.fromEntries([...POSSIBLE_ERRORS, ...GOOD_PRACTICES].map((rule) => [rule, 'error'])),
      curly: ['error', 'all'],
      'max-lines': ['error', MAX_LINES],
      'no-restricted-imports': ['error', { patterns: [{ regex: '^https?:', message: 'The pages load only modules of this server.' }] }],
      'no-restricted-properties': ['error', ...['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((property) => ({
        property, message: 'Text is never interpreted as markup. Use a template.',
      }))],
      'no-unused-vars': ['error', { args: 'after-used', caughtErrors: 'none' }],
    },
  },
];
