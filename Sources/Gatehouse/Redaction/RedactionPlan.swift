package import GatehouseJSON
import GatehouseSchema

/// What may be kept of a component's arguments where its requests are recorded; made once, when it is registered.
///
/// What is kept are values that hold no free text, and those that their author declared open. In place of any other stands
/// an object that says what it was: `{"redacted":"text","length":12,"digest":"…"}`, `{"redacted":"personal","digest":"…"}`,
/// `{"redacted":"secret"}`.
package struct RedactionPlan: Sendable {
    private let map: SensitivityMap

    /// The most bytes of what is kept of one request's arguments.
    package static let maximumBytes = 4_096

    /// Works out the plan of a tool's arguments.
    ///
    /// - Parameters:
    ///   - input: The schema with its declarations.
    ///   - declarations: What is declared beside it, by JSON pointer.
    ///   - label: The component, for the message.
    /// - Throws: ``RegistrationError`` for a declaration about a place that no argument has.
    init(
        _ input: Schema,
        _ declarations: [String: Sensitivity],
        of label: String
    ) throws(RegistrationError) {
        var places: [SensitivityDeclaration] = []
        for (text, sensitivity) in declarations.sorted(by: { $0.key < $1.key }) {
            guard let pointer = JSONPointer(parsing: text), !pointer.isRoot else {
                throw RegistrationError(
                    "\(label): its sensitivity: \"\(text)\" is no place: write /name, /list/*/name or the like")
            }
            places.append(SensitivityDeclaration(pointer, sensitivity))
        }
        do throws(SchemaError) {
            map = try SensitivityMap(input, declarations: places)
        } catch {
            throw RegistrationError("\(label): its sensitivity: \(error)")
        }
    }

    /// Works out the plan of arguments that are texts: those of prompts, the variables of templates.
    ///
    /// - Parameters:
    ///   - names: The arguments.
    ///   - choices: The values of those that have but a few.
    ///   - declarations: What is declared, by name.
    ///   - label: The component, for the message.
    /// - Throws: ``RegistrationError`` for a declaration about an argument that is not there.
    init(
        texts names: [String],
        _ choices: [ExactString: [String]],
        _ declarations: [String: Sensitivity],
        of label: String
    ) throws(RegistrationError) {
        let unknown = declarations.keys.sorted().first { name in !names.contains { $0.isExactly(name) } }
        if let unknown {
            throw RegistrationError("\(label): its sensitivity: it has no argument \"\(unknown)\"")
        }
        var properties = JSONObject()
        for name in names {
            let values = choices[ExactString(name)]?.map(JSONValue.string)
            properties[name] = values.map { .object(["enum": .array($0)]) } ?? ["type": "string"]
        }
        let document: JSONValue = [
            "type": "object", "properties": .object(properties), "additionalProperties": false,
        ]
        let places = declarations.map { SensitivityDeclaration(JSONPointer([$0.key]), $0.value) }
        do throws(SchemaError) {
            map = try SensitivityMap(try Schema(compiling: document), declarations: places)
        } catch {
            throw RegistrationError("\(label): its sensitivity: \(error)")
        }
    }

    /// What may be kept of arguments that were checked: one JSON object of at most ``maximumBytes``.
    ///
    /// Values that the schema does not allow are left out even so, whatever came.
    package func redacted(_ arguments: JSONText, key: RedactionKey) -> [UInt8] {
        arguments.withReader { reader in
            var walk = RedactionWalk(map: map, text: arguments, key: key)
            walk.root(&reader)
            return walk.bytes
        }
    }

    /// What may be kept of arguments that break the schema: the names that it knows, and how many others there were.
    package func names(of arguments: JSONText) -> [UInt8] {
        arguments.withReader { reader in
            var names = RedactedNames(node: map.root)
            names.read(&reader)
            return names.bytes
        }
    }

    /// What may be kept of one argument that is a text, as a completion has it: one JSON object with that member.
    package func redacted(_ text: String, of name: String, key: RedactionKey) -> [UInt8] {
        redacted(JSONText(.object([name: .string(text)])), key: key)
    }

    /// Whether an argument may hold a secret.
    var holdsSecret: Bool { map.root.holdsSecret }

    /// How many of a place's tokens lead to a secret; nothing where none is there or around it.
    func depthOfSecret(at pointer: JSONPointer) -> Int? { map.depthOfSecret(at: pointer) }

    /// The texts of arguments that nobody else may repeat.
    func secretTexts(in arguments: JSONValue) -> SecretTexts { SecretTexts(in: arguments, map) }
}
