"""The catalogue of offers: schema, taxonomy, text, bundled data, storage, importers and exports."""
