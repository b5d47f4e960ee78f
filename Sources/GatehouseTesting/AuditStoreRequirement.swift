public import Gatehouse

/// One thing that every `AuditStore` does.
///
/// A store's tests run them all, each with a new, empty store:
///
/// ```swift
/// @Test("The store keeps what it promises", arguments: AuditStoreRequirement.all)
/// func requirement(_ requirement: AuditStoreRequirement) throws {
///     try requirement.check(MyStore())
/// }
/// ```
public struct AuditStoreRequirement: Sendable, CustomStringConvertible {
    /// What the store does, as a sentence.
    public let description: String
    private let body: @Sendable (any AuditStore) throws -> Void

    init(_ description: String, _ body: @escaping @Sendable (any AuditStore) throws -> Void) {
        self.description = description
        self.body = body
    }

    /// Checks a store that is empty, and closes it.
    ///
    /// - Throws: ``UnmetRequirement`` where the store does something else, and whatever it throws where it fails.
    public func check(_ store: any AuditStore) throws {
        defer { store.close() }
        try body(store)
    }

    /// Lines of the form that logs have; their hashes are none.
    private static func lines(_ count: Int, after head: AuditHead) -> AuditLines {
        var lines = AuditLines(after: head)
        for number in 1...max(1, count) {
            let sequence = head.sequence + Int64(number)
            lines.append(Array(#"{"seq":\#(sequence),"text":"\#(sequence)","hash":"\#(hash(sequence))"}"#.utf8))
        }
        return lines
    }

    private static func hash(_ sequence: Int64) -> String {
        String(repeating: "0", count: 52) + String(100_000_000_000 + sequence)
    }

    private static func sequences(_ page: AuditPage) -> [Int64?] {
        page.lines.map { AuditHead(line: $0.bytes)?.sequence }
    }

    /// All of them.
    public static let all: [AuditStoreRequirement] = [
        AuditStoreRequirement("A log without entries has the origin as its head, and no lines") { store in
            try UnmetRequirement.expect(try store.head(), .origin, "the head")
            try UnmetRequirement.expect(try store.page(from: 0, limit: 10).lines, [], "the lines")
            try UnmetRequirement.expect(try store.place(ofLast: 5), 0, "the place of the last lines")
        },
        AuditStoreRequirement("Lines come back as they were appended, in their order") { store in
            let first = lines(3, after: .origin)
            let head = try store.append(.process) { head in
                head == .origin ? first : AuditLines(after: head)
            }
            try UnmetRequirement.expect(head, AuditHead(sequence: 3, hash: hash(3)), "the head")
            try UnmetRequirement.expect(try store.head(), head, "the head as it is read")
            let second = try store.append(.power) { lines(2, after: $0) }
            try UnmetRequirement.expect(second.sequence, 5, "the head's number")
            let page = try store.page(from: 0, limit: 10)
            let bytes = page.lines.prefix(3).flatMap { $0.bytes + [UInt8(ascii: "\n")] }
            try UnmetRequirement.expect(bytes, first.bytes, "the lines")
            try UnmetRequirement.expect(page.lines.map(\.isWhole), [true, true, true, true, true], "which have an end")
        },
        AuditStoreRequirement("No lines are none") { store in
            let head = try store.append(.power) { lines(1, after: $0) }
            try UnmetRequirement.expect(try store.append(.power) { AuditLines(after: $0) }, head, "the head")
            try UnmetRequirement.expect(try store.page(from: 0, limit: 10).lines.count, 1, "how many lines there are")
        },
        AuditStoreRequirement("Pages follow one another, and the last is empty") { store in
            _ = try store.append(.process) { lines(5, after: $0) }
            var found: [Int64?] = []
            var place: Int64 = 0
            while true {
                let page = try store.page(from: place, limit: 2)
                if page.lines.isEmpty { break }
                found += sequences(page)
                place = page.next
            }
            try UnmetRequirement.expect(found, [1, 2, 3, 4, 5], "the entries of the pages")
            try UnmetRequirement.expect(try store.page(from: place, limit: 2).next, place, "the place after all")
            _ = try store.append(.process) { lines(1, after: $0) }
            try UnmetRequirement.expect(sequences(try store.page(from: place, limit: 9)), [6], "what came since")
        },
        AuditStoreRequirement("The last lines are found from the end on") { store in
            _ = try store.append(.process) { lines(300, after: $0) }
            for (count, expected) in [(1, [300]), (3, [298, 299, 300])] as [(Int, [Int64?])] {
                let page = try store.page(from: try store.place(ofLast: count), limit: 1_000)
                try UnmetRequirement.expect(sequences(page), expected, "the last \(count)")
            }
            let all = try store.page(from: try store.place(ofLast: 1_000), limit: 1_000)
            try UnmetRequirement.expect(all.lines.count, 300, "the last 1000")
        },
        AuditStoreRequirement("Lines may hold any character, and be long") { store in
            let text = String(repeating: "é\u{1F600}\\u0000", count: 20_000)
            let hash = String(repeating: "a", count: 64)
            let line = Array(#"{"seq":1,"text":"\#(text)","hash":"\#(hash)"}"#.utf8)
            _ = try store.append(.process) { head in
                var lines = AuditLines(after: head)
                lines.append(line)
                return lines
            }
            try UnmetRequirement.expect(try store.page(from: 0, limit: 1).lines.map(\.bytes), [line], "the line")
            try UnmetRequirement.expect(try store.head().hash, hash, "the head's hash")
        },
    ]
}
