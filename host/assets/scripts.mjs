// JavaScript bundles: esbuild with Vue components and Frappe's HTML templates.
import fs from "node:fs/promises";
import path from "node:path";
import esbuild from "esbuild";
import vue from "esbuild-plugin-vue3";

/** Build all script entry points; returns items for publishBundles. */
export async function buildScripts(entryPoints, settings) {
	if (!entryPoints.length) return [];
	const result = await esbuild.build({
		entryPoints,
		bundle: true,
		write: false,
		outdir: path.join(settings.bench, "sites/assets"),
		entryNames: "[name]",
		target: "es2017",
		minify: settings.minify,
		charset: "utf8",
		legalComments: "eof",
		logLevel: "error",
		nodePaths: modulePaths(settings),
		define: {
			"process.env.NODE_ENV": JSON.stringify(settings.minify ? "production" : "development"),
			__VUE_OPTIONS_API__: "true",
			__VUE_PROD_DEVTOOLS__: "false",
		},
		loader: { ".png": "dataurl", ".svg": "dataurl", ".gif": "dataurl" },
		external: ["/assets/*"],
		plugins: [htmlTemplates(), vue({ scopeId: "hash", pathAliases: false })],
	});
	return joinStyles(result.outputFiles);
}

/** Folders in which bare imports are looked up: the npm packages, then the apps (for "frappe/public/…"). */
export function modulePaths(settings) {
	const apps = path.join(settings.bench, "apps");
	return [settings.packages, path.join(apps, "frappe"), path.join(apps, "covid_support"), path.join(apps, "covid_support/node_modules")];
}

/** `import "./page.html"` registers frappe.templates.page, as Frappe's templates expect. */
function htmlTemplates() {
	return {
		name: "frappe-html-templates",
		setup(build) {
			build.onLoad({ filter: /\.html$/ }, async ({ path: file }) => {
				const text = await fs.readFile(file, "utf8");
				const template = text.replace(/<!--.*?-->/gs, "").replace(/\s+/g, " ");
				const name = JSON.stringify(path.basename(file, ".html"));
				return { contents: `frappe.templates[${name}] = ${JSON.stringify(template)};`, loader: "js" };
			});
		},
	};
}

/** Styles of Vue components travel inside their script, which adds them to the page when it runs. */
function joinStyles(files) {
	const styles = new Map(files.filter((file) => file.path.endsWith(".css")).map((file) => [file.path, file.text]));
	return files
		.filter((file) => file.path.endsWith(".js"))
		.map((file) => {
			const style = styles.get(file.path.replace(/\.js$/, ".css"));
			const contents = style ? `${file.text}\nfrappe.dom.set_style(${JSON.stringify(style)});\n` : file.text;
			return { name: path.basename(file.path), folder: "js", contents };
		});
}
