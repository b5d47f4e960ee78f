import GatehouseJSON

/// A request's parameters: what every request is asked for is read in one pass, the rest stays the bytes that came.
struct Parameters: Sendable {
    /// All of them; nothing where the message has none.
    private let text: JSONText?
    private let members: Members

    private struct Members {
        var name: JSONValue?
        var uri: JSONValue?
        var arguments: JSONText?
        var meta: RequestMeta?
        var requestState: JSONValue?
        var inputResponses: JSONText?
    }

    /// `name`, by which tools and prompts are asked for.
    var name: JSONValue? { members.name }
    /// `uri`, by which resources are asked for.
    var uri: JSONValue? { members.uri }
    /// `arguments`, whatever they are.
    var arguments: JSONText? { members.arguments }
    /// `_meta`, where it is an object.
    var meta: RequestMeta? { members.meta }
    /// `requestState`, whatever it is: what a client carries from an earlier round of the request.
    var requestState: JSONValue? { members.requestState }
    /// `inputResponses`, whatever they are: a client's answers to what an earlier round asked.
    var inputResponses: JSONText? { members.inputResponses }

    /// No parameters.
    init() {
        text = nil
        members = Members()
    }

    /// Reads an object, which the reader must stand at.
    ///
    /// - Parameter text: The text that the reader reads from.
    init(_ reader: inout JSONReader, of text: JSONText) throws(JSONReadError) {
        let mark = try reader.beginObject()
        var members = Members()
        while reader.nextName() {
            if reader.isName("arguments") {
                members.arguments = reader.readText(of: text)
            } else if reader.isName("name") {
                members.name = reader.readValue()
            } else if reader.isName("uri") {
                members.uri = reader.readValue()
            } else if reader.isName("_meta"), reader.nextKind == .object {
                members.meta = try RequestMeta(&reader, of: text)
            } else if reader.isName("requestState") {
                members.requestState = reader.readValue()
            } else if reader.isName("inputResponses") {
                members.inputResponses = reader.readText(of: text)
            } else {
                reader.skipValue()
            }
        }
        self.members = members
        self.text = reader.text(since: mark, of: text)
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
