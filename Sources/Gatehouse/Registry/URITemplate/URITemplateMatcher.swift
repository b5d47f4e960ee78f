/// A template in the form in which URIs are held against it: literals with one variable after each.
///
/// A URI is walked once, and no choice is ever taken back. Variables that end at a slash take as little as they can from
/// the left; where one that may hold slashes stands in the template, what follows it is matched from the right in the
/// same way, and it takes what is left. So the time is linear in the URI's length.
struct URITemplateMatcher: Sendable {
    struct Slot: Sendable {
        let name: String
        /// Whether the value may hold slashes.
        let isPath: Bool
        /// What follows the variable; empty only after the last one.
        var literal: [UInt8]
    }

    /// What stands before the first variable.
    private(set) var prefix: [UInt8] = []
    private(set) var slots: [Slot] = []
    /// The names that may stand in the query, where the template ends in one.
    private(set) var queryNames: [String]?
    /// What the query begins with, from the question mark on.
    private var queryPrefix: [UInt8] = []
    private var pathSlot: Int?

    /// - Throws: ``URITemplateError`` for a template that a URI could match in more than one way.
    init(_ parts: [URITemplate.Part]) throws(URITemplateError) {
        for part in parts {
            switch part {
            case .literal(let literal): try append(literal)
            case .expression(let expression): try append(expression)
            }
        }
        try checkNames()
    }

    /// The number of bytes that a URI must have in common with the template.
    var literalBytes: Int {
        prefix.count + slots.reduce(0) { $0 + $1.literal.count } + queryPrefix.count
    }

    var holdsPath: Bool { pathSlot != nil }

    private mutating func append(_ literal: [UInt8]) throws(URITemplateError) {
        guard queryNames == nil else { throw unmatchable("nothing may follow the variables of its query") }
        if slots.isEmpty { prefix += literal } else { slots[slots.count - 1].literal += literal }
    }

    private mutating func append(_ expression: URITemplate.Expression) throws(URITemplateError) {
        for variable in expression.variables where variable.modifier != .none {
            throw unmatchable("the variable \"\(variable.name)\" has a modifier")
        }
        switch expression.operation {
        case .query, .continuation: try appendQuery(expression)
        default: try appendSlots(expression)
        }
    }

    private mutating func appendSlots(_ expression: URITemplate.Expression) throws(URITemplateError) {
        let operation = expression.operation
        for (index, variable) in expression.variables.enumerated() {
            let before = index == 0 ? operation.first : operation.separator
            try append(Array((before + (operation.isNamed ? variable.name + "=" : "")).utf8))
            if let last = slots.last, last.literal.isEmpty {
                throw unmatchable("nothing stands between \"\(last.name)\" and \"\(variable.name)\"")
            }
            if operation.keepsReserved {
                guard pathSlot == nil else { throw unmatchable("two variables may hold slashes") }
                pathSlot = slots.count
            }
            slots.append(Slot(name: variable.name, isPath: operation.keepsReserved, literal: []))
        }
    }

    private mutating func appendQuery(_ expression: URITemplate.Expression) throws(URITemplateError) {
        if queryNames == nil, expression.operation == .query {
            queryPrefix = []
        } else if queryNames == nil {
            try splitQuery()
        } else if expression.operation == .query {
            throw unmatchable("it has two queries")
        }
        queryNames = (queryNames ?? []) + expression.variables.map(\.name)
    }

    /// Takes the beginning of the query that the template writes itself, as `?fixed=yes` before `{&x}`.
    private mutating func splitQuery() throws(URITemplateError) {
        let literal = slots.last?.literal ?? prefix
        guard let mark = literal.firstIndex(of: UInt8(ascii: "?")) else {
            throw unmatchable("an expression with '&' must follow a query")
        }
        queryPrefix = Array(literal[mark...])
        if slots.isEmpty {
            prefix = Array(literal[..<mark])
        } else {
            slots[slots.count - 1].literal = Array(literal[..<mark])
        }
    }

    private func checkNames() throws(URITemplateError) {
        let names = slots.map(\.name) + (queryNames ?? [])
        for (index, name) in names.enumerated() where names[..<index].contains(name) {
            throw unmatchable("the variable \"\(name)\" stands in it twice")
        }
    }

    private func unmatchable(_ reason: String) -> URITemplateError {
        URITemplateError("The URI template cannot be matched against URIs: \(reason).")
    }
}

extension URITemplateMatcher {
    /// The variables of a URI; nothing where it does not fit.
    func match(_ uri: [UInt8], _ rules: URIValueRules) -> [String: String]? {
        var end = uri.endIndex
        var variables: [String: String] = [:]
        if let queryNames {
            end = uri.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? uri.endIndex
            guard read(query: uri[end...], queryNames, rules, into: &variables) else { return nil }
        }
        guard let values = values(in: uri[..<end]) else { return nil }
        for (slot, value) in zip(slots, values) {
            let place = slot.isPath ? URIValueRules.Place.path : .segment
            guard let decoded = rules.value(value, in: place) else { return nil }
            if slot.isPath, value.startIndex > 0, uri[value.startIndex - 1] == UInt8(ascii: "/") {
                guard rules.mayFollowSlash(value) else { return nil }
            }
            variables[slot.name] = decoded
        }
        return variables
    }

    /// What stands in the place of each variable.
    private func values(in uri: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
        guard uri.starts(with: prefix) else { return nil }
        var rest = uri.dropFirst(prefix.count)
        guard let last = slots.last else { return rest.isEmpty ? [] : nil }
        guard rest.ends(with: last.literal) else { return nil }
        rest = rest.dropLast(last.literal.count)
        let middle = pathSlot ?? slots.count - 1
        var values: [ArraySlice<UInt8>] = []
        for slot in slots[..<middle] {
            guard let value = rest.shortestPrefix(before: slot.literal) else { return nil }
            values.append(value)
            rest = rest[(value.endIndex + slot.literal.count)...]
        }
        var tail: [ArraySlice<UInt8>] = []
        for index in stride(from: slots.count - 1, to: middle, by: -1) {
            let literal = slots[index - 1].literal
            guard let value = rest.shortestSuffix(after: literal) else { return nil }
            tail.append(value)
            rest = rest[..<(value.startIndex - literal.count)]
        }
        guard !rest.isEmpty, slots[middle].isPath || !rest.contains(where: endsSegment) else { return nil }
        return values + [rest] + tail.reversed()
    }

    /// Reads a query whose names may come in any order, each at most once.
    private func read(
        query: ArraySlice<UInt8>, _ names: [String], _ rules: URIValueRules, into variables: inout [String: String]
    ) -> Bool {
        guard query.starts(with: queryPrefix), !query.contains(UInt8(ascii: "#")) else { return false }
        var rest = query.dropFirst(queryPrefix.count)
        guard let first = rest.first else { return true }
        guard first == UInt8(ascii: queryPrefix.isEmpty ? "?" : "&") else { return false }
        rest = rest.dropFirst()
        if rest.isEmpty { return true }
        for pair in rest.split(separator: UInt8(ascii: "&"), maxSplits: names.count, omittingEmptySubsequences: false) {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            guard let name = names.first(where: { $0.utf8.elementsEqual(pair[..<equals]) }) else { return false }
            guard let value = rules.value(pair[equals...].dropFirst(), in: .query) else { return false }
            guard variables.updateValue(value, forKey: name) == nil else { return false }
        }
        return true
    }
}

/// Whether a byte ends a segment of a path, and with it a value that holds no slash.
private func endsSegment(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
}

extension ArraySlice<UInt8> {
    fileprivate func ends(with suffix: [UInt8]) -> Bool {
        count >= suffix.count && self[(endIndex - suffix.count)...].elementsEqual(suffix)
    }

    private func holds(_ literal: [UInt8], at index: Int) -> Bool {
        guard index >= startIndex, endIndex - index >= literal.count, self[index] == literal.first else { return false }
        return self[index..<(index + literal.count)].elementsEqual(literal)
    }

    /// The shortest value, of one byte at least and within a segment, that the literal follows.
    fileprivate func shortestPrefix(before literal: [UInt8]) -> ArraySlice<UInt8>? {
        for index in indices {
            if index > startIndex, holds(literal, at: index) { return self[..<index] }
            if endsSegment(self[index]) { return nil }
        }
        return nil
    }

    /// The shortest value at the end, of one byte at least and within a segment, that follows the literal.
    fileprivate func shortestSuffix(after literal: [UInt8]) -> ArraySlice<UInt8>? {
        for index in indices.reversed() {
            if endsSegment(self[index]) { return nil }
            if holds(literal, at: index - literal.count) { return self[index...] }
        }
        return nil
    }
}
