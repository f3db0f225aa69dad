// A photo or scan from a phone or a computer, attached privately to a document.
frappe.provide("covid_support");

const LONGEST_SIDE = 2000; // pixels: a page of A4 stays readable, and a photo stays under 1 MB
const QUALITY = 0.8;

/** Lets the reader take a photo (`camera`) or choose a file; `act(address)` gets the address of the attached file. */
covid_support.attach_photo = (doctype, docname, act, camera = false) => {
	const input = $('<input type="file" accept="image/*,application/pdf" class="cs-photo-input">');
	if (camera) input.attr("capture", "environment");
	input.on("change", () => {
		const [file] = input[0].files;
		input.remove();
		if (file) covid_support.attempt(async () => act(await upload(doctype, docname, file)));
	});
	// some browsers open the camera only from an input that stands on the page
	input.hide().appendTo(document.body).trigger("click");
};

async function upload(doctype, docname, file) {
	const form = new FormData();
	form.append("file", ...(await smaller(file)));
	Object.entries({ doctype, docname, is_private: 1, folder: "Home/Attachments" }).forEach(([key, value]) => form.append(key, value));
	const answer = await fetch("/api/method/upload_file", {
		method: "POST",
		headers: { "X-Frappe-CSRF-Token": frappe.csrf_token, Accept: "application/json" },
		body: form,
	});
	const { message, _server_messages } = await answer.json().catch(() => ({}));
	if (!answer.ok || !message) throw_refusal(_server_messages);
	return message.file_url;
}

function throw_refusal(server_messages) {
	const told = JSON.parse(server_messages || "[]").map((text) => JSON.parse(text).message);
	frappe.throw(told.join("<br>") || __("The photo could not be sent. Check the connection and try again."));
}

/** A photo in the size in which a paper can be read; drawn anew, it also loses the place where it was taken. */
async function smaller(file) {
	if (!/^image\/(jpeg|png|webp|heic)/.test(file.type) || !window.createImageBitmap) return [file, file.name];
	const picture = await createImageBitmap(file).catch(() => null);
	if (!picture) return [file, file.name];
	const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
	const canvas = document.createElement("canvas");
	canvas.width = Math.round(picture.width * scale);
	canvas.height = Math.round(picture.height * scale);
	const paper = canvas.getContext("2d");
	paper.fillStyle = "white"; // JPEG has no transparency: what shows through would turn black
	paper.fillRect(0, 0, canvas.width, canvas.height);
	paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
	const content = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
	if (!content) return [file, file.name]; // too large for the browser's canvas: sent as it is
	return [content, file.name.replace(/\.\w+$/, "") + ".jpg"];
}
