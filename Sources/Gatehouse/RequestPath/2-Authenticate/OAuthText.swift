/// The characters that OAuth allows in its values.
package enum OAuthText {
    /// Whether the text is one scope (RFC 6749, section 3.3).
    package static func isScope(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                byte == 0x21 || (0x23...0x5B).contains(byte) || (0x5D...0x7E).contains(byte)
            }
    }

    /// Whether the text may stand between quotes without an escape: printable ASCII without `"` and `\`.
    package static func isQuotable(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in (0x20...0x7E).contains(byte) && byte != 0x22 && byte != 0x5C }
    }
}
