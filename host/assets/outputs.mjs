// Where bundles are found and where the results go.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

const BUNDLE = /\.bundle\.(js|ts|css|scss)$/;

/** The app's bundle entry points, split into scripts and styles, in a stable order. */
export function findBundles(bench, app) {
	const found = { scripts: [], styles: [] };
	collect(path.join(bench, "apps", app, app, "public"), found);
	return found;
}

function collect(folder, found) {
	if (!fs.existsSync(folder)) return;
	const entries = fs.readdirSync(folder, { withFileTypes: true });
	for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
		const file = path.join(folder, entry.name);
		if (entry.isDirectory() && !["dist", "node_modules"].includes(entry.name)) collect(file, found);
		const match = entry.isFile() && entry.name.match(BUNDLE);
		if (match) found[["js", "ts"].includes(match[1]) ? "scripts" : "styles"].push(file);
	}
}

/** Link what is served as it is: the folders of public/ and, for frappe, the npm packages. */
export function linkStaticFolders(bench, app, packages) {
	const target = path.join(bench, "sites/assets", app);
	if (fs.lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink()) fs.unlinkSync(target);
	fs.mkdirSync(target, { recursive: true });
	const source = path.join(bench, "apps", app, app, "public");
	const names = fs.existsSync(source) ? fs.readdirSync(source) : [];
	for (const name of names.filter((name) => name !== "dist")) replaceLink(path.join(source, name), path.join(target, name));
	if (app === "frappe") replaceLink(packages, path.join(target, "node_modules"));
}

function replaceLink(source, link) {
	const relative = path.relative(path.dirname(link), source);
	const existing = fs.lstatSync(link, { throwIfNoEntry: false });
	if (existing?.isSymbolicLink() && fs.readlinkSync(link) === relative) return;
	if (existing) fs.rmSync(link, { recursive: true });
	fs.symlinkSync(relative, link);
}

/**
 * Write the built files under names that carry their digest, list them, and remove those of the build before.
 * Each item: { name: "desk.bundle.js", folder: "js" | "css" | "css-rtl", contents: string }.
 */
export function publishBundles(bench, app, built) {
	const dist = path.join(bench, "sites/assets", app, "dist");
	const lists = { plain: {}, rtl: {} };
	const keep = new Set();
	for (const { name, folder, contents } of built) {
		const file = path.join(dist, folder, hashedName(name, contents));
		fs.mkdirSync(path.dirname(file), { recursive: true });
		fs.writeFileSync(file, contents);
		fs.writeFileSync(file + ".gz", zlib.gzipSync(contents, { level: 7 }));
		keep.add(file).add(file + ".gz");
		const url = "/" + path.relative(path.join(bench, "sites"), file);
		if (folder === "css-rtl") lists.rtl["rtl_" + name] = url;
		else lists.plain[name] = url;
	}
	mergeList(path.join(bench, "sites/assets/assets.json"), app, lists.plain);
	mergeList(path.join(bench, "sites/assets/assets-rtl.json"), app, lists.rtl);
	removeOthers(dist, keep);
}

function hashedName(name, contents) {
	const digest = crypto.createHash("sha256").update(contents).digest("hex").slice(0, 10).toUpperCase();
	return name.replace(/(\.\w+)$/, `.${digest}$1`);
}

function mergeList(file, app, list) {
	const all = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
	const others = Object.entries(all).filter(([, url]) => !url.startsWith(`/assets/${app}/`));
	const merged = { ...Object.fromEntries(others), ...list };
	fs.writeFileSync(file + ".new", JSON.stringify(merged, null, 1) + "\n");
	fs.renameSync(file + ".new", file);
}

function removeOthers(dist, keep) {
	for (const folder of ["js", "css", "css-rtl"]) {
		const full = path.join(dist, folder);
		if (!fs.existsSync(full)) continue;
		for (const name of fs.readdirSync(full)) {
			const file = path.join(full, name);
			if (!keep.has(file)) fs.rmSync(file, { recursive: true });
		}
	}
}
