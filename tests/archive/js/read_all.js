// Prints every file of every version of every object of an OCFL storage root as JSON:
// identifier -> version -> logical path -> SHA-512 of the bytes read.
const { createHash } = require("node:crypto");
const ocfl = require("@ocfl/ocfl-fs");

async function readObject(object) {
  await object.load();
  const inventory = await object.getInventory();
  const versions = {};
  for (const version of Object.keys(inventory.toJSON().versions)) {
    versions[version] = {};
    for (const file of await object.files(version)) {
      const digest = createHash("sha512").update(await file.buffer()).digest("hex");
      versions[version][file.logicalPath] = digest;
    }
  }
  return [inventory.toJSON().id, versions];
}

async function main(root) {
  const storage = ocfl.storage({ root });
  await storage.load();
  const objects = [];
  for await (const object of storage) objects.push(await readObject(object));
  process.stdout.write(JSON.stringify(Object.fromEntries(objects)));
}

main(process.argv[2]).catch((error) => {
  console.error(error);
  process.exit(1);
});
