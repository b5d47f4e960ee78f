import GatehouseJSON
import GatehouseProtocol

/// One argument to be completed, checked.
struct CompletionTask: Sendable {
    /// The most bytes of what somebody has typed.
    static let maximumValueBytes = 8_192

    let subject: CompletionSubject
    /// What its author registered; nothing where the argument's type alone says what there is.
    let completion: Completion?
    let argument: String
    let request: Completion.Request

    /// Reads the parameters of `completion/complete` (server/utilities/completion, 2026-07-28).
    ///
    /// - Throws: ``Refusal`` with -32602 for parameters that are none, and for an argument that there is not.
    init(_ subject: CompletionSubject, _ routed: Routed) throws(Refusal) {
        let request = routed.request
        let argument: CompleteRequestParams.Argument = try request.completionParameter("argument")
        let context: CompleteRequestParams.Context? = try request.optionalCompletionParameter("context")
        guard let name = subject.argumentNames.first(where: { $0.isExactly(argument.name) }) else {
            throw request.invalidCompletion(
                "params.argument.name: \(subject.name) has no argument \"\(Route.preview(argument.name))\"")
        }
        guard argument.value.utf8.count <= Self.maximumValueBytes else {
            throw request.invalidCompletion("params.argument.value has more than \(Self.maximumValueBytes) bytes")
        }
        self.subject = subject
        self.argument = name
        completion = routed.snapshot.completions[CompletionKey(subject.owner, argument: name)]
        let known = subject.argumentNames
        let given = (context?.arguments ?? [:]).filter { given in known.contains { $0.isExactly(given.key) } }
        self.request = Completion.Request(value: argument.value, arguments: given)
    }

    /// The arguments as guards and dependencies see them: those that were given, and what was typed.
    var arguments: [String: String] {
        var arguments = request.arguments
        arguments[argument] = request.value
        return arguments
    }
}

extension Request {
    /// What a request to complete something refers to, where that can be read.
    var reference: CompletionReference? {
        params["ref"].flatMap { try? CompletionReference(json: $0) }
    }

    /// A member of the parameters that has to be there.
    func completionParameter<Value: JSONDecodable>(_ name: StaticString) throws(Refusal) -> Value {
        guard let value: Value = try optionalCompletionParameter(name) else {
            throw invalidCompletion("completion/complete needs params.\(name)")
        }
        return value
    }

    /// A member of the parameters that may be missing.
    func optionalCompletionParameter<Value: JSONDecodable>(_ name: StaticString) throws(Refusal) -> Value? {
        guard let json = params[name] else { return nil }
        do throws(JSONDecodingError) {
            return try Value(json: json)
        } catch {
            throw invalidCompletion("\(error.under("\(name)").under("params"))")
        }
    }

    func invalidCompletion(_ message: String) -> Refusal {
        .invalidParams(.validate, message, status: ErrorCode.invalidParams.status(in: revision))
    }
}
