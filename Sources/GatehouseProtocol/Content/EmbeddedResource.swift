public import GatehouseJSON

/// The contents of a resource, inside a prompt or a tool's result.
///
/// Schema type `EmbeddedResource`.
public struct EmbeddedResource: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The contents.
    public var resource: ResourceContents
    /// For whom it is, how important it is, and how old.
    public var annotations: Annotations?
    /// What the parties attach beyond the schema, under namespaced keys.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(resource: ResourceContents, annotations: Annotations? = nil, meta: JSONObject? = nil) {
        self.resource = resource
        self.annotations = annotations
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expect("type", toBe: "resource")
        resource = try object.required("resource")
        annotations = try object.optional("annotations")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", "resource")
        writer.member("resource", resource)
        writer.member("annotations", ifPresent: annotations)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
