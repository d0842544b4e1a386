// Puts the pinned libraries and their licences where the pages' static files are: src/kouan/kit/static/vendor/.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const out = join(here, "..", "src", "kouan", "kit", "static", "vendor");
const shipped = ["htmx.org", "echarts", "zrender", "tslib"];

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "licences"), { recursive: true });

cpSync(join(modules, "htmx.org", "dist", "htmx.min.js"), join(out, "htmx.min.js"));
await build({
  entryPoints: [join(here, "charts.js")],
  outfile: join(out, "echarts.min.js"),
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "echarts",
  target: "es2020",
  define: { "process.env.NODE_ENV": '"production"' },
  banner: { js: "/*! Apache ECharts, the part that kouan uses; licences beside this file */" },
  legalComments: "none",
  logLevel: "warning",
});

const versions = shipped.map((name) => {
  const folder = join(modules, name);
  const licence = ["LICENSE", "LICENSE.txt", "LICENSE.md"].map((f) => join(folder, f)).find(existsSync);
  if (!licence) throw new Error(`${name} has no licence file`);
  cpSync(licence, join(out, "licences", `${name}.txt`));
  if (existsSync(join(folder, "NOTICE"))) cpSync(join(folder, "NOTICE"), join(out, "licences", `${name}.NOTICE.txt`));
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `${name} ${version} ${license}`;
});
writeFileSync(join(out, "VERSIONS.txt"), versions.join("\n") + "\n");
