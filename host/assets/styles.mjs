// Style bundles: Sass, then imports gathered by esbuild, then prefixes and the right-to-left twin.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import autoprefixer from "autoprefixer";
import esbuild from "esbuild";
import postcss from "postcss";
import rtlcss from "rtlcss";
import * as sass from "sass";
import { modulePaths } from "./scripts.mjs";

/** Build all style entry points, each for both directions of writing; returns items for publishBundles. */
export async function buildStyles(entryPoints, settings) {
	const built = [];
	for (const entry of entryPoints) {
		const name = path.basename(entry).replace(/\.scss$/, ".css");
		const css = await gather(entry, settings);
		built.push({ name, folder: "css", contents: await finish(css, [autoprefixer], settings) });
		built.push({ name, folder: "css-rtl", contents: await finish(css, [autoprefixer, rtlcss], settings) });
	}
	return built;
}

/** One style sheet with every import in it, not yet minified. */
async function gather(entry, settings) {
	const source = entry.endsWith(".scss") ? compile(entry, settings) : fs.readFileSync(entry, "utf8");
	const result = await esbuild.build({
		stdin: { contents: source, resolveDir: path.dirname(entry), sourcefile: entry, loader: "css" },
		bundle: true,
		write: false,
		outdir: path.join(settings.bench, "sites/assets"),
		charset: "utf8",
		legalComments: "eof",
		logLevel: "error",
		nodePaths: modulePaths(settings),
		external: ["/assets/*", "/files/*"],
		loader: { ".png": "dataurl", ".gif": "dataurl", ".svg": "dataurl", ".woff": "dataurl", ".woff2": "dataurl" },
	});
	return result.outputFiles[0].text;
}

function compile(entry, settings) {
	return sass.compile(entry, {
		importers: [{ findFileUrl: (url) => findImport(url, settings) }],
		loadPaths: [path.dirname(entry), settings.packages],
		logger: sass.Logger.silent,
		charset: false,
	}).css;
}

/** "~package/file" means the npm packages; "<app>/public/…" means the app of that name. */
function findImport(url, settings) {
	if (url.startsWith("~")) return pathToFileURL(path.join(settings.packages, url.slice(1)));
	const app = url.match(/^(\w+)\/public\//)?.[1];
	return app ? pathToFileURL(path.join(settings.bench, "apps", app, url)) : null;
}

async function finish(css, plugins, settings) {
	const processed = await postcss(plugins).process(css, { from: undefined });
	if (!settings.minify) return processed.css;
	return (await esbuild.transform(processed.css, { loader: "css", minify: true, charset: "utf8" })).code;
}
