import GatehouseJSON

/// A request's parameters: what every request is asked for is read in one pass, the rest stays the bytes that came.
///
/// An object, because several steps' values hold it, and it is large.
final class Parameters: Sendable {
    /// The parameters of a message that has none.
    static let none = Parameters(text: nil)

    /// All of them; nothing where the message has none.
    private let text: JSONText?
    /// `name`, by which tools and prompts are asked for.
    let name: JSONValue?
    /// `uri`, by which resources are asked for.
    let uri: JSONValue?
    /// `arguments`, whatever they are.
    let arguments: JSONText?
    /// `_meta`, where it is an object.
    let meta: RequestMeta?
    /// `requestState`, whatever it is: what a client carries from an earlier round of the request.
    let requestState: JSONValue?
    /// `inputResponses`, whatever they are: a client's answers to what an earlier round asked.
    let inputResponses: JSONText?

    private init(
        text: JSONText?,
        name: JSONValue? = nil,
        uri: JSONValue? = nil,
        arguments: JSONText? = nil,
        meta: RequestMeta? = nil,
        requestState: JSONValue? = nil,
        inputResponses: JSONText? = nil
    ) {
        self.text = text
        self.name = name
        self.uri = uri
        self.arguments = arguments
        self.meta = meta
        self.requestState = requestState
        self.inputResponses = inputResponses
    }

    /// Reads an object, which the reader must stand at.
    ///
    /// - Parameter text: The text that the reader reads from.
    convenience init(_ reader: inout JSONReader, of text: JSONText) throws(JSONReadError) {
        let mark = try reader.beginObject()
        var (name, uri, requestState): (JSONValue?, JSONValue?, JSONValue?)
        var (arguments, inputResponses): (JSONText?, JSONText?)
        var meta: RequestMeta?
        while reader.nextName() {
            if reader.isName("arguments") {
                arguments = reader.readText(of: text)
            } else if reader.isName("name") {
                name = reader.readValue()
            } else if reader.isName("uri") {
                uri = reader.readValue()
            } else if reader.isName("_meta"), reader.nextKind == .object {
                meta = try RequestMeta(&reader, of: text)
            } else if reader.isName("requestState") {
                requestState = reader.readValue()
            } else if reader.isName("inputResponses") {
                inputResponses = reader.readText(of: text)
            } else {
                reader.skipValue()
            }
        }
        self.init(
            text: reader.text(since: mark, of: text), name: name, uri: uri, arguments: arguments, meta: meta,
            requestState: requestState, inputResponses: inputResponses)
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
