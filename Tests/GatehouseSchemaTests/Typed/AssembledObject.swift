import GatehouseJSON
import GatehouseSchema

/// An object of random fields, declared and read as a macro would write it, but without a Swift type.
indirect enum AssembledObject {
    case object([Field], ObjectSchema.Members)

    /// One field: its schema, and how it is read.
    struct Field {
        let name: StaticString
        let declare: (consuming ObjectSchema, inout SchemaDefinitions) -> ObjectSchema
        let makeSlot: () -> any Slot
    }

    /// Where a field's value goes while an object is read.
    protocol Slot {
        mutating func read(_ reader: inout JSONReader) throws(JSONReadError)
        /// Fails where the value is missing and must be there.
        func finish(_ reader: inout JSONReader) throws(JSONReadError)
    }

    var schema: JSONValue {
        var definitions = SchemaDefinitions()
        let root = declared(in: &definitions)
        return definitions.document(root)
    }

    private func declared(in definitions: inout SchemaDefinitions) -> JSONValue {
        guard case .object(let fields, let members) = self else { return false }
        var schema = ObjectSchema(members)
        for field in fields { schema = field.declare(schema, &definitions) }
        return schema.value
    }

    func read(_ reader: inout JSONReader) throws(JSONReadError) {
        guard case .object(let fields, let members) = self else { return }
        var slots = fields.map { $0.makeSlot() }
        try reader.beginObject()
        members: while reader.nextName() {
            for (position, field) in fields.enumerated() where reader.isName(field.name) {
                try slots[position].read(&reader)
                continue members
            }
            if members == .closed { reader.unknownName() } else { reader.skipValue() }
        }
        for slot in slots { try slot.finish(&reader) }
    }
}

extension AssembledObject {
    /// A field of a type that has a name.
    static func field<Value: Schemable & FieldCheckable>(
        _ name: StaticString,
        _ type: Value.Type,
        _ rules: [FieldRule],
        default value: Value? = nil
    ) -> Field? {
        let rules = FieldRules(rules)
        guard rules.issues.isEmpty else { return nil }
        if let value, let json = try? JSONValue(parsing: value.jsonBytes), !rules.accepts(json) { return nil }
        return Field(name: name) { schema, definitions in
            guard let value else { return schema.property("\(name)", type, rules, in: &definitions) }
            return schema.property("\(name)", type, rules, default: value, in: &definitions)
        } makeSlot: {
            ValueSlot<Value>(rules: rules, hasDefault: value != nil)
        }
    }

    /// A field that is an object, or an array of such objects.
    static func field(_ name: StaticString, _ object: AssembledObject, isArray: Bool, isRequired: Bool) -> Field {
        Field(name: name) { schema, definitions in
            let nested = object.declared(in: &definitions)
            let own: JSONValue = isArray ? ["type": "array", "items": nested] : nested
            return schema.property("\(name)", schema: own, isRequired: isRequired)
        } makeSlot: {
            ObjectSlot(object: object, isArray: isArray, isRequired: isRequired)
        }
    }

    private struct ValueSlot<Value: Schemable & FieldCheckable>: Slot {
        let rules: FieldRules
        let hasDefault: Bool
        var value: Value?

        mutating func read(_ reader: inout JSONReader) { reader.read(into: &value, rules) }

        func finish(_ reader: inout JSONReader) throws(JSONReadError) {
            if !hasDefault { _ = try reader.required(value) }
        }
    }

    private struct ObjectSlot: Slot {
        let object: AssembledObject
        let isArray: Bool
        let isRequired: Bool
        var isRead = false

        mutating func read(_ reader: inout JSONReader) throws(JSONReadError) {
            isRead = true
            guard isArray else { return try object.read(&reader) }
            try reader.beginArray()
            while reader.nextElement() { try object.read(&reader) }
        }

        func finish(_ reader: inout JSONReader) throws(JSONReadError) {
            if isRequired, !isRead { throw .missing }
        }
    }
}
