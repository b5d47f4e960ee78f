import GatehouseJSON
import GatehouseProtocol
import GatehouseSchema

extension InputRequest {
    /// Holds a question to what the specification demands of a server that asks it.
    ///
    /// - Throws: ``InvalidQuestion`` where it may not be asked as it is.
    func check() throws(InvalidQuestion) {
        switch self {
        case .elicit(let request):
            switch request.params {
            case .form(let form):
                try Self.check(message: form.message)
                _ = try form.requestedSchema.compiled()
            case .url(let page):
                try Self.check(message: page.message)
                try PageURL.check(page.url)
            }
        case .createMessage(let request): try SamplingRules.check(request.params)
        case .listRoots: break
        }
    }

    /// A person must be able to see what is asked for.
    private static func check(message: String) throws(InvalidQuestion) {
        guard message.contains(where: { !$0.isWhitespace }) else {
            throw InvalidQuestion("an elicitation needs a message that says what is asked for, and why")
        }
    }
}

extension RequestedSchema {
    /// The schema, ready to validate answers. Formats assert, as they do for the client that shows the form.
    func compiled() throws(InvalidQuestion) -> Schema {
        guard case .some(let document) = try? JSONValue(parsing: jsonBytes) else {
            throw InvalidQuestion("the form cannot be written as JSON")
        }
        do throws(SchemaError) {
            return try Schema(compiling: document, options: SchemaOptions(assertsFormat: true))
        } catch {
            throw InvalidQuestion("the form's schema cannot be used: \(error)")
        }
    }
}
