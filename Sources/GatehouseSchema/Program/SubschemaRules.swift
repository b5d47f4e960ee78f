import GatehouseJSON

/// What one subschema says, by the kind of value that it says it about.
struct SubschemaRules: Sendable {
    /// The schema resource that the subschema belongs to.
    let resource: Int
    var types = TypeSet.all
    /// Whether it refuses every value: the schema `false`.
    var refusesAll = false
    var values: ValueRules?
    var numbers: NumericRules?
    var strings: StringRules?
    var arrays: ArrayRules?
    var objects: ObjectRules?
    var composition = CompositionRules()
    var unevaluatedItems: Int?
    var unevaluatedProperties: Int?
    /// What may be kept of the value: the annotations `writeOnly` and ``Sensitivity/keyword``.
    var sensitivity: Sensitivity?
    /// Whether nothing of the value may be told to anybody.
    var isSensitive: Bool { sensitivity == .secret }

    init(resource: Int) {
        self.resource = resource
    }

    /// Whether it accepts every value, so that nobody needs to ask.
    var acceptsAll: Bool {
        types == .all && !refusesAll && values == nil && numbers == nil && strings == nil && arrays == nil
            && objects == nil && composition.isEmpty && unevaluatedItems == nil && unevaluatedProperties == nil
    }
}
