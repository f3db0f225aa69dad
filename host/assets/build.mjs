// Builds the browser side of the apps of this bench into sites/assets.
//
//   node build.mjs --bench /path/to/bench --apps frappe,covid_support [--development]
//
// Every apps/<app>/<app>/public/**/*.bundle.{js,ts,css,scss} becomes one file under sites/assets/<app>/dist,
// named after its content, and is listed in sites/assets/assets.json (right-to-left twins in assets-rtl.json).
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildScripts } from "./scripts.mjs";
import { buildStyles } from "./styles.mjs";
import { findBundles, linkStaticFolders, publishBundles } from "./outputs.mjs";

const { values: options } = parseArgs({
	options: {
		bench: { type: "string" },
		apps: { type: "string" },
		development: { type: "boolean", default: false },
	},
});
const bench = path.resolve(options.bench ?? "../..");
const apps = options.apps.split(",");
const settings = { bench, minify: !options.development, packages: path.join(bench, "host/assets/node_modules") };

fs.mkdirSync(path.join(bench, "sites/assets"), { recursive: true });
for (const app of apps) {
	const started = Date.now();
	const bundles = findBundles(bench, app);
	const built = [
		...(await buildScripts(bundles.scripts, settings)),
		...(await buildStyles(bundles.styles, settings)),
	];
	linkStaticFolders(bench, app, settings.packages);
	publishBundles(bench, app, built);
	console.log(`${app}: ${built.length} files in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
