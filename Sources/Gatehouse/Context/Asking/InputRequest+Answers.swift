import GatehouseJSON
import GatehouseProtocol
import GatehouseSchema

extension InputRequest {
    /// Reads a client's answer to this question.
    ///
    /// The content of a form is held to the form's schema; members that the form does not have are left out, as is what
    /// the client attached to the answer.
    ///
    /// - Throws: ``InvalidAnswer`` where it is of another kind, or does not fit.
    func answer(_ json: JSONValue, key: String) throws(InvalidAnswer) -> InputResponse {
        switch self {
        case .elicit(let request):
            let result: ElicitResult = try Self.decode(json, key: key, as: "an elicitation")
            return .elicit(try Self.checked(result, request.params, key: key))
        case .createMessage(let request):
            var result: CreateMessageResult = try Self.decode(json, key: key, as: "a sampling")
            if let problem = SamplingRules.problem(of: result, to: request.params) {
                throw InvalidAnswer(key: key, problem: problem)
            }
            result.meta = nil
            return .createMessage(result)
        case .listRoots:
            var result: ListRootsResult = try Self.decode(json, key: key, as: "a listing of roots")
            result.meta = nil
            return .listRoots(result)
        }
    }

    private static func decode<Result: JSONDecodable>(
        _ json: JSONValue,
        key: String,
        as kind: String
    ) throws(InvalidAnswer) -> Result {
        do throws(JSONDecodingError) {
            return try Result(json: json)
        } catch {
            throw InvalidAnswer(key: key, problem: "is not one to \(kind): \(error)")
        }
    }

    private static func checked(
        _ result: ElicitResult,
        _ params: ElicitRequestParams,
        key: String
    ) throws(InvalidAnswer) -> ElicitResult {
        guard result.action == .accept, case .form(let form) = params else {
            return ElicitResult(action: result.action)
        }
        var content = JSONObject()
        for property in form.requestedSchema.properties {
            content[property.name] = result.content?[property.name]
        }
        let violations: [Violation]
        do throws(InvalidQuestion) {
            violations = try form.requestedSchema.compiled().validate(.object(content))
        } catch {
            throw InvalidAnswer(key: key, problem: "cannot be checked: \(error)")
        }
        guard violations.isEmpty else {
            let told = violations.prefix(16).map(\.description).joined(separator: "; ")
            throw InvalidAnswer(key: key, problem: "does not fit the form: \(told)")
        }
        return ElicitResult(action: .accept, content: content)
    }
}
