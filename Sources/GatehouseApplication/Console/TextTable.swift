/// Writes rows of text in columns that are as wide as their widest cell.
enum TextTable {
    static func columns(_ rows: [[String]]) -> String {
        let widths = (rows.first ?? []).indices.map { column in
            rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell.padded(to: widths.indices.contains(column) ? widths[column] : 0)
            }
            return cells.joined(separator: "  ") + "\n"
        }.joined()
    }
}
