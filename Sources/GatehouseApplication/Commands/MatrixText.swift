import Gatehouse

/// A matrix of permissions as a table, as CSV (RFC 4180) and as JSON.
struct MatrixText {
    let columns: [String]
    let matrix: AccessMatrix

    // MARK: For people

    var table: String {
        let conditions = conditions
        var rows = [["component"] + columns]
        for row in matrix.rows {
            let numbers = row.conditions.compactMap { condition in
                conditions.firstIndex { $0 == condition }.map { String($0 + 1) }
            }
            let mark = numbers.isEmpty ? "if" : "if [\(numbers.joined(separator: ","))]"
            rows.append([label(row)] + row.decisions.map { Self.word($0, mark) })
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var lines = rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }
        if !conditions.isEmpty { lines.append("") }
        for (index, condition) in conditions.enumerated() {
            let text = TerminalText.line(condition.condition, width: 500)
            lines.append("[\(index + 1)] rule \(quoted(condition.rule)): \(text)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The conditions of all rows, each once.
    private var conditions: [(rule: String, condition: String)] {
        var all: [(rule: String, condition: String)] = []
        for condition in matrix.rows.flatMap(\.conditions) where !all.contains(where: { $0 == condition }) {
            all.append(condition)
        }
        return all
    }

    private func label(_ row: AccessMatrix.Row) -> String {
        let version = row.component.version.map { " \($0)" } ?? ""
        return TerminalText.line("\(row.component.kind) \(row.component.name)\(version)", width: 100)
    }

    private static func word(_ decision: AccessDecision, _ mark: String) -> String {
        switch decision.outcome {
        case .allowed: "yes"
        case .conditional: mark
        default: "no"
        }
    }

    // MARK: For programs

    var csv: String {
        var lines = [(["kind", "name"] + columns + ["conditions"]).map(Self.field).joined(separator: ",")]
        for row in matrix.rows {
            let conditions = row.conditions.map { "\($0.rule): \($0.condition)" }.joined(separator: "; ")
            let cells =
                [row.component.kind.description, row.component.name] + row.decisions.map(\.outcome.description) + [
                    conditions
                ]
            lines.append(cells.map(Self.field).joined(separator: ","))
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    /// A field in quotes. One that a spreadsheet would take for a formula gets a space in front.
    private static func field(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t".contains($0) } ?? false
        return "\"" + (isFormula ? " " : "") + text.replacing("\"", with: "\"\"") + "\""
    }

    var json: JSONValue {
        let components = matrix.rows.map { row -> JSONValue in
            var decisions = JSONObject()
            for (column, decision) in zip(columns, row.decisions) {
                var one: JSONObject = [
                    "outcome": .string(decision.outcome.description), "by": .string(decision.basis.description),
                ]
                one["rule"] = decision.rule.map(JSONValue.string)
                decisions[column] = .object(one)
            }
            return [
                "kind": .string(row.component.kind.description), "name": .string(row.component.name),
                "tags": .array(row.component.tags.sorted().map(JSONValue.string)), "callers": .object(decisions),
                "conditions": .array(
                    row.conditions.map { ["rule": .string($0.rule), "condition": .string($0.condition)] }),
            ]
        }
        return ["callers": .array(columns.map(JSONValue.string)), "components": .array(components)]
    }
}
