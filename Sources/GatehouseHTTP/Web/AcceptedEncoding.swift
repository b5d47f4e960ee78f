/// What a client says of content codings: RFC 9110, section 12.5.3.
enum AcceptedEncoding {
    /// Whether the client takes gzip, and would not rather have the content as it is.
    static func prefersGzip(_ field: String) -> Bool {
        var (gzip, identity, others): (Int?, Int?, Int?) = (nil, nil, nil)
        for element in field.utf8.prefix(1024).split(separator: UInt8(ascii: ",")).prefix(32) {
            var parts = element.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).makeIterator()
            guard let name = parts.next().map(trimmed), let weight = weight(parts.next().map(trimmed)) else { continue }
            switch name.lowercased() {
            case "gzip", "x-gzip": gzip = weight
            case "identity": identity = weight
            case "*": others = weight
            default: break
            }
        }
        let weight = gzip ?? others ?? 0
        return weight > 0 && weight >= identity ?? 0
    }

    /// A weight in thousandths; nothing for one that is none, with which its coding is left out.
    private static func weight(_ parameter: String?) -> Int? {
        guard let parameter else { return 1000 }
        let text = parameter.lowercased().filter { $0 != " " && $0 != "\t" }
        guard text.hasPrefix("q="), text.utf8.count <= 7 else { return nil }
        let digits = Array(text.utf8.dropFirst(2))
        guard let first = digits.first, first == UInt8(ascii: "0") || first == UInt8(ascii: "1") else { return nil }
        guard digits.count == 1 || digits[1] == UInt8(ascii: ".") else { return nil }
        var thousandths = Int(first - 0x30) * 1000
        var place = 100
        for digit in digits.dropFirst(2) {
            guard ASCII.isDigit(digit) else { return nil }
            thousandths += Int(digit - 0x30) * place
            place /= 10
        }
        return thousandths <= 1000 ? thousandths : nil
    }

    private static func trimmed(_ text: Substring.UTF8View) -> String {
        let isBlank = { (byte: UInt8) in ASCII.isBlank(byte) }
        let start = text.drop(while: isBlank)
        let end = start.reversed().drop(while: isBlank)
        return String(decoding: end.reversed(), as: UTF8.self)
    }
}
