import GatehouseJSON
import GatehouseProtocol
import GatehouseSchema

/// Makes the fields of a form out of the schema of a type.
///
/// A form is a flat object of texts, numbers, booleans and choices, with the few keywords that a client can show
/// (client/elicitation, "Requested Schema", 2026-07-28). What a type demands beyond that would surprise whoever fills
/// the form, so it is refused: with every field that cannot be asked for.
enum FormSchema {
    /// The form of a type.
    ///
    /// - Throws: ``InvalidQuestion`` where a form cannot ask for values of the type.
    static func of(_ type: (some SchemaProviding).Type) throws(InvalidQuestion) -> RequestedSchema {
        var definitions = SchemaDefinitions(inlining: true)
        let root = type.schema(in: &definitions)
        if let issue = definitions.issues.first { throw InvalidQuestion("\(type) is no form: \(issue)") }
        let problems: [String]
        do throws(FormProblems) {
            return try fields(of: definitions.document(root))
        } catch {
            problems = error.problems
        }
        throw InvalidQuestion("\(type) is no form: \(problems.joined(separator: "; "))")
    }

    private struct FormProblems: Error {
        let problems: [String]
    }

    /// Keywords of an object that say nothing a form must repeat.
    private static let ignored: Set<String> = [
        "type", "properties", "required", "additionalProperties", "title", "description", "$defs",
    ]

    private static func fields(of document: JSONValue) throws(FormProblems) -> RequestedSchema {
        guard let object = document.objectValue, object["type"] == "object",
            case .object(let properties)? = object["properties"]
        else { throw FormProblems(problems: ["it is not an object with fields"]) }
        var problems = object.names.filter { !ignored.contains($0) }.map { "`\($0)` is more than a form can say" }
        var fields: [RequestedSchema.Property] = []
        for member in properties {
            do throws(FormField.Problem) {
                fields.append(
                    RequestedSchema.Property(name: member.name, schema: try FormField(member.value).definition()))
            } catch {
                problems.append("\(JSONPointer([member.name])): \(error.message)")
            }
        }
        guard problems.isEmpty else { throw FormProblems(problems: problems) }
        let required = object["required"]?.arrayValue?.compactMap(\.stringValue)
        return RequestedSchema(properties: fields, required: required)
    }
}
