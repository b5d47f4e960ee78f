import Gatehouse
import GatehouseAudit
import Testing

@Suite("Checking an audit log")
struct AuditVerificationTests {
    private let lines = Samples.lines(6)

    @Test("A log that nobody touched has no flaws, and neither has one without entries")
    func intact() {
        #expect(Samples.flaws(lines) == [])
        #expect(Samples.flaws([]) == [])
    }

    @Test("A change of any single byte of a log is found, whatever the byte becomes", .timeLimit(.minutes(2)))
    func everyByte() async throws {
        try await ScratchFolder.with { folder in
            let original = Samples.text(Samples.lines(2))
            let path = folder.path("audit.jsonl")
            for index in original.indices {
                for change in [UInt8(0x01), 0x20] {
                    var bytes = original
                    bytes[index] ^= change
                    try bytes.write(to: path)
                    let verification = try FileAuditSource(path: path).verified()
                    #expect(verification.flawCount > 0, "byte \(index) xor \(change)")
                }
            }
        }
    }

    @Test("A change of any single byte of a row is found")
    func everyByteOfRows() {
        let rows = lines.enumerated().map { AuditLine($1.bytes, number: Int64($0 + 1)) }
        #expect(Samples.flaws(rows) == [])
        for row in rows.indices {
            for index in rows[row].bytes.indices {
                var changed = rows
                changed[row].bytes[index] ^= 0x02
                #expect(Samples.flaws(changed) != [], "row \(row) byte \(index)")
            }
        }
    }

    @Test("A removed entry is told by its number")
    func removed() {
        #expect(Samples.flaws(without(2)) == ["missing 3"])
        #expect(Samples.flaws([lines[0], lines[1], lines[5]]) == ["missing 3"])
    }

    @Test("A removed beginning is found")
    func beheaded() {
        #expect(Samples.flaws(Array(lines[2...])) == ["beheaded 3"])
    }

    @Test("Entries that change places are found")
    func reordered() {
        var lines = lines
        lines.swapAt(2, 3)
        #expect(Samples.flaws(lines) == ["missing 3", "reordered 3"])
    }

    @Test("A row under the number of another one is found")
    func wrongNumber() {
        var rows = lines.enumerated().map { AuditLine($1.bytes, number: Int64($0 + 1)) }
        rows[5].number = 9
        #expect(Samples.flaws(rows) == ["reordered 6"])
        rows = lines.enumerated().map { AuditLine($1.bytes, number: Int64($0 + 1)) }
        (rows[2].bytes, rows[3].bytes) = (rows[3].bytes, rows[2].bytes)
        #expect(Samples.flaws(rows) == ["reordered 4", "reordered 3"])
    }

    @Test("An entry that stands there twice is found")
    func duplicated() {
        #expect(Samples.flaws(Array(lines[...3]) + Array(lines[3...])) == ["duplicated 4"])
    }

    @Test("An entry with a hash of its own making does not fit the next one")
    func forged() {
        var head = AuditHead(line: lines[2].bytes) ?? .origin
        var forged = lines
        forged[3] = AuditLine(Samples.line(Samples.entry(99), after: &head))
        #expect(Samples.flaws(forged) == ["changed 5"])
    }

    @Test("A log that was cut or made anew has not the entry that is expected in it")
    func expectations() {
        let heads = lines.compactMap { AuditHead(line: $0.bytes) }
        #expect(Samples.flaws(lines, expecting: [heads[2], heads[5]]) == [])
        #expect(Samples.flaws(Array(lines[..<4]), expecting: [heads[5]]) == ["truncated 6"])
        var head = AuditHead.origin
        let forged = (101...107).map { number in
            AuditLine(Samples.line(Samples.entry(number), after: &head))
        }
        #expect(Samples.flaws(forged, expecting: [heads[5]]) == ["changed 6"])
    }

    @Test("A line that is no entry, and one without an end, are told by their place")
    func unreadable() {
        var verification = AuditVerification()
        verification.take(lines[0])
        verification.take(AuditLine(Array("hello".utf8)))
        verification.take(AuditLine(Array(lines[1].bytes.dropLast(5)), isWhole: false))
        verification.finish()
        #expect(
            verification.flaws.map(\.description) == [
                "line 2: it is no entry",
                "line 3: it has no end: the process was killed while it wrote it, or it was changed. A server that opens "
                    + "the log cuts it off",
            ])
    }

    @Test("A log that begins anew is taken only where that is allowed")
    func restarts() {
        let twice = lines + Samples.lines(2)
        #expect(Samples.flaws(twice) == ["reordered 1", "reordered 2"])
        var verification = AuditVerification(beginnings: .several)
        twice.forEach { verification.take($0) }
        verification.finish()
        #expect(verification.flaws == [])
    }

    @Test("No more than a thousand flaws are told singly, and all are counted")
    func bounded() {
        var verification = AuditVerification()
        for _ in 0..<1_500 { verification.take(AuditLine([0x20])) }
        #expect(verification.flaws.count == 1_000 && verification.flawCount == 1_500)
    }

    private func without(_ index: Int) -> [AuditLine] {
        var rest = lines
        rest.remove(at: index)
        return rest
    }
}
