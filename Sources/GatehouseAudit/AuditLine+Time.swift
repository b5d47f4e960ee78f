package import Gatehouse

extension AuditLine {
    /// When the entry was made, as it stands there: RFC 3339 in UTC with milliseconds; nothing where the line is none.
    package var time: String? {
        let digits = bytes.dropFirst(7).prefix { (0x30...0x39).contains($0) }
        let rest = bytes[digits.endIndex...]
        let name = Array(#","time":""#.utf8)
        guard rest.starts(with: name), rest.count > name.count + 24 else { return nil }
        return String(decoding: rest.dropFirst(name.count).prefix(24), as: UTF8.self)
    }
}
