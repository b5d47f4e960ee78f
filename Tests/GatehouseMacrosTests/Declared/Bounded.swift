import GatehouseMacros

/// Rules on members of many types.
@Schemable
struct Bounded {
    @Field(.range(1...9)) var int: Int?
    @Field(.minimum(0.5)) var double: Double?
    @Field(.maxLength(2)) var text: String?
    @Field(.pattern("^[a-z]*$")) var pattern: String = ""
    @Field(.count(...1)) var list: [String]?
    @Field(.unique) var unique: [Int] = []
    @Field(.propertyCount(...1)) var dictionary: [String: Int]?
    @Field(.range(0...1)) var small: UInt8 = 0
    @Field(.maxLength(2)) var nullable: Nullable<String>
    @Field(.validate { (value: Int) throws(FieldProblem) in try Bounded.checkEven(value) }) var even: Int?
    @Field(.validate { (value: Level) throws(FieldProblem) in try Bounded.checkLow(value) }) var level: Level?

    static func checkEven(_ value: Int) throws(FieldProblem) {
        guard value.isMultiple(of: 2) else { throw FieldProblem("must be even") }
    }

    static func checkLow(_ value: Level) throws(FieldProblem) {
        guard value == .low else { throw FieldProblem("must be low") }
    }
}
