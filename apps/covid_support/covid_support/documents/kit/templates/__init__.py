"""Official prints: each module has ``build(data) -> Document`` and documents the shape of its data."""
