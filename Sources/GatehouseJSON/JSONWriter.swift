// Rounding a double needs the C mathematics library, which is linked only where somebody imports it.
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Writes compact JSON text, value after value, into one buffer.
///
/// The caller opens and closes arrays and objects and names members; commas and escapes are the writer's. It writes
/// what it is told, so a caller that leaves an object open gets text that is not JSON.
public struct JSONWriter: Sendable {
    /// The UTF-8 bytes written so far. No newline ever stands in them.
    public private(set) var bytes: [UInt8]
    private var needsComma = false

    /// Makes a writer with room for that many bytes.
    public init(capacity: Int = 256) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// What was written, as a string.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Opens an object; ``name(_:)-(String)`` and a value follow for each member, then ``endObject()``.
    public mutating func beginObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
    }

    /// Closes the innermost object.
    public mutating func endObject() {
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    /// Opens an array.
    public mutating func beginArray() {
        separate()
        bytes.append(UInt8(ascii: "["))
        needsComma = false
    }

    /// Closes the innermost array.
    public mutating func endArray() {
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    /// Writes a member's name; its value follows.
    public mutating func name(_ name: String) {
        separate()
        quoted(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a member's name that needs no escape; its value follows.
    public mutating func name(literal name: StaticString) {
        let text = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        bytes.append(addingCapacity: text.count + 4) { output in
            if needsComma { output.append(UInt8(ascii: ",")) }
            output.append(UInt8(ascii: "\""))
            output.append(plain: text)
            output.append(UInt8(ascii: "\""))
            output.append(UInt8(ascii: ":"))
        }
        needsComma = false
    }

    /// Writes `null`.
    public mutating func null() { literal("null") }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    /// Writes an integer of whatever size.
    public mutating func integer(_ value: some BinaryInteger) {
        separate()
        var text = value.description
        text.withUTF8 { bytes.append(contentsOf: $0) }
        needsComma = true
    }

    /// Writes an integer.
    public mutating func integer(_ value: Int64) {
        separate()
        var text = value.description
        text.withUTF8 { bytes.append(contentsOf: $0) }
        needsComma = true
    }

    /// Writes a number as it was written.
    public mutating func number(_ value: JSONNumber) {
        separate()
        var text = value.text
        text.withUTF8 { bytes.append(contentsOf: $0) }
        needsComma = true
    }

    /// Writes text that reads back as the same double, whole numbers without a fraction: `50`, not `50.0`. Writes `null`
    /// for the infinities and NaN, which JSON lacks.
    public mutating func double(_ value: Double) {
        if let whole = Int64(exactly: value), whole.magnitude <= Self.exactWholeDoubles,
            !(whole == 0 && value.sign == .minus)
        {
            integer(whole)
        } else if let number = JSONNumber(value) {
            self.number(number)
        } else {
            null()
        }
    }

    /// Up to 2^53 every whole number has its own double.
    private static let exactWholeDoubles: UInt64 = 9_007_199_254_740_992

    /// Writes a string, escaped.
    public mutating func string(_ value: String) {
        separate()
        quoted(value)
        needsComma = true
    }

    /// Writes bytes that already are one JSON value.
    public mutating func raw(_ encoded: [UInt8]) {
        separate()
        bytes.append(contentsOf: encoded)
        needsComma = true
    }

    /// Writes a value of whatever type.
    public mutating func value(_ value: some JSONEncodable) {
        value.encode(to: &self)
    }

    private mutating func literal(_ word: StaticString) {
        separate()
        bytes.append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func quoted(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            let end = PlainRun.end(in: UnsafeRawBufferPointer(utf8), from: 0).position
            guard end < utf8.count else { return quoted(plain: utf8) }
            bytes.append(UInt8(ascii: "\""))
            var start = 0
            while start < utf8.count {
                let end = PlainRun.end(in: UnsafeRawBufferPointer(utf8), from: start).position
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<end]))
                if end < utf8.count { escape(utf8[end]) }
                start = end + 1
            }
            bytes.append(UInt8(ascii: "\""))
        }
    }

    /// Writes text that needs no escape.
    private mutating func quoted(plain text: UnsafeBufferPointer<UInt8>) {
        bytes.append(addingCapacity: text.count + 2) { output in
            output.append(UInt8(ascii: "\""))
            output.append(plain: text)
            output.append(UInt8(ascii: "\""))
        }
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0..<0x20:
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
            let low = byte & 0x0F
            bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        default: bytes.append(byte)
        }
    }
}

extension OutputSpan<UInt8> {
    /// Appends bytes, for which there is room.
    @inline(__always)
    fileprivate mutating func append(plain text: UnsafeBufferPointer<UInt8>) {
        withUnsafeMutableBufferPointer { buffer, count in
            UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[count...]))
                .copyMemory(from: UnsafeRawBufferPointer(text))
            count += text.count
        }
    }
}
