import GatehouseJSON
import GatehouseSchema
import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxBuilder

/// Finds what cannot be right in the rules of one field, as far as literals tell.
struct FieldCheck {
    /// The schema keywords that the literals amount to.
    private var keywords = JSONObject()
    private let name: String
    private let type: TypeSyntax

    /// Checks the rules of a field against each other, its type and its default value.
    ///
    /// - Parameter written: The default value where it was written, for the diagnostic.
    static func check(_ member: Member, written: ExprSyntax?, problems: inout Problems) {
        var check = FieldCheck(name: member.name, type: member.type)
        for rule in member.arguments.rules { check.add(rule, of: member, problems: &problems) }
        if let value = written { check.check(default: value, problems: &problems) }
    }

    private init(name: String, type: TypeSyntax) {
        self.name = name
        self.type = type
    }

    private mutating func add(_ rule: FieldRuleSyntax, of member: Member, problems: inout Problems) {
        checkKind(of: rule, problems: &problems)
        switch rule.name {
        case "range": add(rule, .number, problems: &problems)
        case "length": add(rule, .length, problems: &problems)
        case "count": add(rule, .count, problems: &problems)
        case "propertyCount": add(rule, .properties, problems: &problems)
        case "pattern": addPattern(rule, problems: &problems)
        case "header": HeaderCheck.check(rule, of: member, problems: &problems)
        case "unique": keywords["uniqueItems"] = true
        case "multipleOf": addMultiple(rule, problems: &problems)
        default:
            guard let bound = FieldBound(keyword: rule.name), let argument = rule.argument else { return }
            add(argument, rule.name, bound, rule, problems: &problems)
        }
    }

    // MARK: Bounds

    private mutating func add(_ rule: FieldRuleSyntax, _ bound: FieldBound, problems: inout Problems) {
        guard let argument = rule.argument else { return }
        guard let range = LiteralRange(argument) else {
            guard bound != .number else { return }
            add(argument, bound.lower, bound, rule, problems: &problems)
            keywords[bound.upper] = keywords[bound.lower]
            return
        }
        if let lower = range.lower { add(lower, bound.lower, bound, rule, problems: &problems) }
        guard let upper = range.upper else { return }
        let keyword = range.excludesUpper ? "exclusiveMaximum" : bound.upper
        guard !range.excludesUpper || bound == .number else { return }
        add(upper, keyword, bound, rule, problems: &problems)
    }

    private mutating func add(
        _ value: ExprSyntax,
        _ keyword: String,
        _ bound: FieldBound,
        _ rule: FieldRuleSyntax,
        problems: inout Problems
    ) {
        guard let number = LiteralValue.number(value), let double = number.doubleValue else { return }
        if bound != .number, double < 0 {
            problems.error("\(bound.noun) is never negative", id: "negative-bound", at: value)
            return
        }
        keywords[keyword] = number
        checkBounds(bound, rule, problems: &problems)
    }

    private func checkBounds(_ bound: FieldBound, _ rule: FieldRuleSyntax, problems: inout Problems) {
        for lower in bound.lowers {
            for upper in bound.uppers {
                guard let low = keywords[lower], let high = keywords[upper] else { continue }
                guard let least = low.doubleValue, let greatest = high.doubleValue else { continue }
                let isStrict = lower != bound.lower || upper != bound.upper
                guard least > greatest || (isStrict && least == greatest) else { continue }
                let reason =
                    least > greatest
                    ? "the least is \(low.text) and the greatest \(high.text)"
                    : "nothing lies between \(low.text) and \(high.text)"
                problems.error(
                    "no value satisfies '\(name)': \(reason)",
                    id: "contradictory-rules", at: rule.expression, fixIts: Self.swap(rule))
                return
            }
        }
    }

    /// Where one range has its bounds the wrong way round, they can be swapped.
    private static func swap(_ rule: FieldRuleSyntax) -> [FixIt] {
        guard let argument = rule.argument, let range = LiteralRange(argument), !range.excludesUpper,
            let lower = range.lower, let upper = range.upper
        else { return [] }
        // "...-" would be an operator of its own.
        let swapped: ExprSyntax =
            lower.source.hasPrefix("-")
            ? "\(upper.trimmed) ... \(lower.trimmed)" : "\(upper.trimmed)...\(lower.trimmed)"
        return [.replace(argument, with: swapped, "swap the bounds", id: "swap-bounds")]
    }

    // MARK: Other rules

    private mutating func addMultiple(_ rule: FieldRuleSyntax, problems: inout Problems) {
        guard let argument = rule.argument, let number = LiteralValue.number(argument) else { return }
        guard let double = number.doubleValue, double > 0 else {
            problems.error("a multiple is of a number above 0", id: "multiple-of-nothing", at: argument)
            return
        }
        keywords["multipleOf"] = number
    }

    private mutating func addPattern(_ rule: FieldRuleSyntax, problems: inout Problems) {
        guard let argument = rule.argument, let pattern = LiteralValue.text(argument) else { return }
        do throws(SchemaError) {
            _ = try Schema(compiling: ["pattern": .string(pattern)])
            keywords["pattern"] = .string(pattern)
        } catch {
            problems.error("the pattern \(error.message)", id: "bad-pattern", at: argument)
        }
    }

    private func checkKind(of rule: FieldRuleSyntax, problems: inout Problems) {
        guard let expected = FieldKind(rule: rule.name), let actual = FieldKind(type: type) else { return }
        guard expected != actual else { return }
        problems.error(
            "'.\(rule.name)' is a rule for \(expected.noun), and '\(name)' is \(actual.noun)", id: "rule-of-other-type",
            at: rule.expression)
    }

    private func check(default value: ExprSyntax, problems: inout Problems) {
        guard !keywords.isEmpty, let json = LiteralValue.json(value) else { return }
        // A rule that does not compile has been reported at its own place.
        guard let schema = try? Schema(compiling: .object(keywords)) else { return }
        guard let violation = schema.validate(json).first else { return }
        problems.error(
            "the default breaks the rules of '\(name)': it \(violation.message)", id: "default-breaks-rule", at: value)
    }
}

extension JSONValue {
    fileprivate var text: String { String(decoding: jsonBytes, as: UTF8.self) }
}
