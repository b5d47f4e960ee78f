import Testing

@testable import GatehouseHTTP

@Suite("Bytes looked at eight at a time")
struct SpanBytesTests {
    /// Bytes that matter, and their neighbours.
    private static let telling: [UInt8] = [
        0x00, 0x09, 0x0A, 0x0B, 0x0D, 0x1F, 0x20, 0x21, 0x7E, 0x7F, 0x80, 0x8A, 0xFF,
    ]

    private static func line(_ length: Int, _ random: inout SplitMix) -> [UInt8] {
        (0..<length).map { _ in
            Int.random(in: 0..<8, using: &random) == 0
                ? telling.randomElement(using: &random) ?? 0 : UInt8.random(in: 0x20..<0x7F, using: &random)
        }
    }

    @Test("A byte is found where it stands first, from every beginning")
    func find() {
        var random = SplitMix(state: 11)
        for length in 0..<40 {
            for _ in 0..<50 {
                let bytes = Self.line(length, &random)
                for start in 0...length {
                    #expect(
                        bytes.span.firstIndex(of: 0x0A, from: start) == bytes[start...].firstIndex(of: 0x0A) ?? length,
                        "\(bytes) from \(start)")
                }
            }
        }
    }

    @Test("A field's value has the same bytes as one looked at byte by byte")
    func value() {
        var random = SplitMix(state: 12)
        for length in 0..<40 {
            for _ in 0..<50 {
                let bytes = Self.line(length, &random)
                for start in 0...length {
                    #expect(
                        bytes.span.isFieldValue(from: start) == bytes[start...].allSatisfy(ASCII.isFieldValue),
                        "\(bytes) from \(start)")
                }
            }
        }
    }

    @Test("Every byte is taken or refused in every place of a word", arguments: UInt8.min...UInt8.max)
    func places(_ byte: UInt8) {
        for place in 0..<17 {
            var bytes = [UInt8](repeating: 0x61, count: 17)
            bytes[place] = byte
            #expect(bytes.span.isFieldValue(from: 0) == ASCII.isFieldValue(byte))
        }
    }
}
