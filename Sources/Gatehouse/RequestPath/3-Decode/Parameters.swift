import GatehouseJSON

/// A request's parameters: what every request is asked for is read in one pass, the rest stays the bytes that came.
struct Parameters: Sendable {
    /// All of them; nothing where the message has none.
    private let text: JSONText?
    /// `name`, by which tools and prompts are asked for.
    private(set) var name: JSONValue?
    /// `uri`, by which resources are asked for.
    private(set) var uri: JSONValue?
    /// `arguments`, whatever they are.
    private(set) var arguments: JSONText?
    /// `_meta`, where it is an object.
    private(set) var meta: RequestMeta?

    /// No parameters.
    init() {
        text = nil
    }

    /// - Parameter text: A JSON object.
    init(_ text: JSONText) {
        self.text = text
        text.withReader { reader in
            guard (try? reader.beginObject()) != nil else { return }
            while reader.nextName() {
                if reader.isName("arguments") {
                    arguments = reader.readText(of: text)
                } else if reader.isName("name") {
                    name = reader.readValue()
                } else if reader.isName("uri") {
                    uri = reader.readValue()
                } else if reader.isName("_meta"), reader.nextKind == .object {
                    meta = RequestMeta(reader.readText(of: text))
                } else {
                    reader.skipValue()
                }
            }
        }
    }

    /// A parameter that only some methods have, read where it is asked for.
    subscript(name: StaticString) -> JSONValue? {
        text?.member(name)?.value
    }
}

extension JSONText {
    /// A member of an object; nothing where there is none, or where this is no object.
    func member(_ name: StaticString) -> JSONText? {
        withReader { reader in
            guard (try? reader.beginObject()) != nil else { return nil }
            while reader.nextName() {
                if reader.isName(name) { return reader.readText(of: self) }
                reader.skipValue()
            }
            return nil
        }
    }

    /// The kind of the value, told by its first byte: every number is a ``JSONValue/Kind/number``.
    var kind: JSONValue.Kind {
        withReader { $0.nextKind }
    }
}
