"""The BagIt profile of our bags: what a receiver may count on. It travels in each bag."""

from __future__ import annotations

from archivist.archive.ocfl.layout import to_json

# Names the profile and its version; a change that a receiver would notice gets a new one.
IDENTIFIER = "urn:uuid:0d1e8a57-95b6-5f0e-8f0c-6a1c1b9d7a10"

_ONE = {"required": True, "repeatable": False}
_MANY = {"required": True, "repeatable": True}

PROFILE = to_json(
    {
        "BagIt-Profile-Info": {
            "BagIt-Profile-Identifier": IDENTIFIER,
            "BagIt-Profile-Version": "1.3.0",
            "Source-Organization": "archivist",
            "External-Description": "Reports recovered from scraped copies, with their provenance",
            "Version": "1.0",
        },
        "Bag-Info": {
            "Source-Organization": _ONE,
            "Bagging-Date": _ONE,
            "Bag-Software-Agent": _ONE,
            "Internal-Sender-Description": _ONE,
            "External-Identifier": _MANY,
            "Payload-Oxum": _ONE,
        },
        "Manifests-Required": ["sha256", "sha512"],
        "Tag-Manifests-Required": ["sha256", "sha512"],
        "Tag-Files-Required": ["bag-profile.json"],
        "Tag-Files-Allowed": ["*"],
        "Allow-Fetch.txt": False,
        "Serialization": "required",
        "Accept-Serialization": ["application/zip"],
        "Accept-BagIt-Version": ["1.0"],
    }
)
