// The direction of imports, each rule with its reason.
const feature =
  "^server/(auth|api-keys|vaults|secrets|secret-requests|cmek|policies|agents|enrolment|sharing|organization|security|webhooks|mail|admin|audit|health|rate-limits)/";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment:
        "Two files that need each other are one file, or a third is missing. Types do not count: they vanish.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "lib-is-pure",
      comment: "The browser may load all of lib, and other packages may copy it.",
      severity: "error",
      from: { path: "^lib/", pathNot: "\\.test\\.ts$" },
      to: { path: "^(app|components|server|db|packages)/" },
    },
    {
      name: "components-talk-to-the-api",
      comment: "The dashboard has no privilege that the API lacks.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^(server|db)/" },
    },
    {
      name: "pages-compose",
      comment: "Pages load through the SDK in-process; they hold no SQL and no rules.",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^(server|db)/", pathNot: "^server/session\\.ts$" },
    },
    {
      name: "sdk-stands-alone",
      comment: "The SDK runs anywhere: no Node, no server, nothing of ours but itself.",
      severity: "error",
      from: { path: "^packages/sdk/src/", pathNot: "\\.test\\.ts$" },
      to: { pathNot: "^packages/sdk/src/" },
    },
    {
      name: "sql-lives-in-stores",
      comment: "Whoever looks for what touches a table finds it in the store of its feature.",
      severity: "error",
      from: {
        path: "^(server|app|lib|components)/",
        pathNot: "/store\\.ts$|\\.test\\.ts$|^server/(embedded|testing|faults)/",
      },
      to: { path: "node_modules/(kysely|pg)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "stores-are-private",
      comment:
        "Another feature is reached through its service or a pure file, so that its rules cannot be gone round.",
      severity: "error",
      from: { path: `${feature}`, pathNot: "\\.test\\.ts$" },
      to: { path: `${feature}store\\.ts$`, pathNot: "^server/$1/" },
    },
    {
      name: "only-policies-mint-grants",
      comment: "A grant opens plaintext: one place decides who gets one.",
      severity: "error",
      from: { pathNot: "^server/(policies/access|secrets/read|context)\\.ts$|\\.test\\.ts$" },
      to: { path: "^server/policies/grant\\.ts$" },
    },
    {
      name: "vendors-stay-in-ports",
      comment: "What talks to a vendor can be replaced without touching a feature.",
      severity: "error",
      from: { pathNot: "^server/ports/" },
      to: { path: "node_modules/(@google-cloud|@grpc|pkcs11js|nodemailer)" },
    },
    {
      name: "tests-are-not-imported",
      comment: "Production code must not lean on test code.",
      severity: "error",
      from: {
        pathNot:
          "\\.test\\.ts$|^server/(testing|faults)/|/testing/|/testdata/|^e2e/|^bench/|vitest\\.config|playwright\\.config|^server/launch\\.mjs$",
      },
      to: { path: "\\.test\\.ts$|^server/(testing|faults)/|/testing/|/testdata/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^\\.next|^packages/dist/|^packages/[^/]+/dist/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
