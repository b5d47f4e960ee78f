import GatehouseJSON

/// The meta-schema of JSON Schema 2020-12, for schemas that refer to it: one document that holds the vocabularies.
enum MetaSchema {
    private static let base = "https://json-schema.org/draft/2020-12/"
    private static let vocabularies = [
        "core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "format-assertion",
        "content",
    ]

    /// The URIs of the meta-schema and of its vocabularies.
    static let uris = Set([Dialect.standardURI] + vocabularies.map { base + "meta/" + $0 })

    /// The document.
    static func document() throws(SchemaError) -> JSONValue {
        do throws(JSONParseError) {
            return try parsed.get()
        } catch {
            throw SchemaError("the built-in meta-schema cannot be read: \(error)", document: Dialect.standardURI)
        }
    }

    private static let parsed = Result<JSONValue, JSONParseError> { () throws(JSONParseError) in
        try JSONValue(parsing: text)
    }

    private static let text = """
        {
          "$id": "https://json-schema.org/draft/2020-12/schema",
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$dynamicAnchor": "meta",
          "type": ["object", "boolean"],
          "allOf": [
            {"$ref": "meta/core"}, {"$ref": "meta/applicator"}, {"$ref": "meta/unevaluated"},
            {"$ref": "meta/validation"}, {"$ref": "meta/meta-data"}, {"$ref": "meta/format-annotation"},
            {"$ref": "meta/content"}
          ],
          "properties": {
            "definitions": {"$ref": "#/$defs/schemas"},
            "dependencies": {
              "type": "object",
              "additionalProperties": {"anyOf": [{"$dynamicRef": "#meta"}, {"$ref": "#/$defs/names"}]}
            },
            "$recursiveAnchor": {"$ref": "#/$defs/anchor"},
            "$recursiveRef": {"type": "string", "format": "uri-reference"}
          },
          "$defs": {
            "schemas": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}, "default": {}},
            "names": {"type": "array", "items": {"type": "string"}, "uniqueItems": true, "default": []},
            "anchor": {"type": "string", "pattern": "^[A-Za-z_][-A-Za-z0-9._]*$"},
            "core": {
              "$id": "meta/core",
              "$dynamicAnchor": "meta",
              "type": ["object", "boolean"],
              "properties": {
                "$id": {"type": "string", "format": "uri-reference", "pattern": "^[^#]*#?$"},
                "$schema": {"type": "string", "format": "uri"},
                "$ref": {"type": "string", "format": "uri-reference"},
                "$dynamicRef": {"type": "string", "format": "uri-reference"},
                "$anchor": {"$ref": "../schema#/$defs/anchor"},
                "$dynamicAnchor": {"$ref": "../schema#/$defs/anchor"},
                "$vocabulary": {
                  "type": "object",
                  "propertyNames": {"type": "string", "format": "uri"},
                  "additionalProperties": {"type": "boolean"}
                },
                "$comment": {"type": "string"},
                "$defs": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}}
              }
            },
            "applicator": {
              "$id": "meta/applicator",
              "$dynamicAnchor": "meta",
              "type": ["object", "boolean"],
              "properties": {
                "prefixItems": {"$ref": "#/$defs/list"},
                "items": {"$dynamicRef": "#meta"},
                "contains": {"$dynamicRef": "#meta"},
                "additionalProperties": {"$dynamicRef": "#meta"},
                "properties": {"$ref": "#/$defs/map"},
                "patternProperties": {"$ref": "#/$defs/map", "propertyNames": {"format": "regex"}},
                "dependentSchemas": {"$ref": "#/$defs/map"},
                "propertyNames": {"$dynamicRef": "#meta"},
                "if": {"$dynamicRef": "#meta"},
                "then": {"$dynamicRef": "#meta"},
                "else": {"$dynamicRef": "#meta"},
                "allOf": {"$ref": "#/$defs/list"},
                "anyOf": {"$ref": "#/$defs/list"},
                "oneOf": {"$ref": "#/$defs/list"},
                "not": {"$dynamicRef": "#meta"}
              },
              "$defs": {
                "list": {"type": "array", "minItems": 1, "items": {"$dynamicRef": "#meta"}},
                "map": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}, "default": {}}
              }
            },
            "unevaluated": {
              "$id": "meta/unevaluated",
              "$dynamicAnchor": "meta",
              "type": ["object", "boolean"],
              "properties": {
                "unevaluatedItems": {"$dynamicRef": "#meta"},
                "unevaluatedProperties": {"$dynamicRef": "#meta"}
              }
            },
            "validation": {
              "$id": "meta/validation",
              "$dynamicAnchor": "meta",
              "type": ["object", "boolean"],
              "properties": {
                "type": {
                  "anyOf": [
                    {"$ref": "#/$defs/type"},
                    {"type": "array", "items": {"$ref": "#/$defs/type"}, "minItems": 1, "uniqueItems": true}
                  ]
                },
                "const": true,
                "enum": {"type": "array", "items": true},
                "multipleOf": {"type": "number", "exclusiveMinimum": 0},
                "maximum": {"type": "number"},
                "exclusiveMaximum": {"type": "number"},
                "minimum": {"type": "number"},
                "exclusiveMinimum": {"type": "number"},
                "maxLength": {"$ref": "#/$defs/count"},
                "minLength": {"$ref": "#/$defs/count"},
                "pattern": {"type": "string", "format": "regex"},
                "maxItems": {"$ref": "#/$defs/count"},
                "minItems": {"$ref": "#/$defs/count"},
                "uniqueItems": {"type": "boolean", "default": false},
                "maxContains": {"$ref": "#/$defs/count"},
                "minContains": {"$ref": "#/$defs/count", "default": 1},
                "maxProperties": {"$ref": "#/$defs/count"},
                "minProperties": {"$ref": "#/$defs/count"},
                "required": {"$ref": "../schema#/$defs/names"},
                "dependentRequired": {"type": "object", "additionalProperties": {"$ref": "../schema#/$defs/names"}}
              },
              "$defs": {
                "type": {"enum": ["array", "boolean", "integer", "null", "number", "object", "string"]},
                "count": {"type": "integer", "minimum": 0}
              }
            },
            "meta-data": {
              "$id": "meta/meta-data",
              "$dynamicAnchor": "meta",
              "type": ["object", "boolean"],
              "properties": {
                "title": {"type": "string"},
                "description": {"type": "string"},
                "default": true,
                "deprecated": {"type": "boolean", "default": false},
                "readOnly": {"type": "boolean", "default": false},
                "writeOnly": {"type": "boolean", "default": false},
                "examples": {"type": "array", "items": true}
              }
            },
            "format-annotation": {
              "$id": "meta/format-annotation",
              "$dynamicAnchor": "meta",
              "type": ["object", "boolean"],
              "properties": {"format": {"type": "string"}}
            },
            "format-assertion": {
              "$id": "meta/format-assertion",
              "$dynamicAnchor": "meta",
              "type": ["object", "boolean"],
              "properties": {"format": {"type": "string"}}
            },
            "content": {
              "$id": "meta/content",
              "$dynamicAnchor": "meta",
              "type": ["object", "boolean"],
              "properties": {
                "contentEncoding": {"type": "string"},
                "contentMediaType": {"type": "string"},
                "contentSchema": {"$dynamicRef": "#meta"}
              }
            }
          }
        }
        """
}
