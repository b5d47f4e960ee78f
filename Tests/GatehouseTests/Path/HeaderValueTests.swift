import Testing

@testable import Gatehouse

@Suite("Values of header fields")
struct HeaderValueTests {
    @Test(
        "The specification's examples decode to the values that they stand for",
        arguments: [
            ("us-west1", "us-west1"),
            ("=?base64?SGVsbG8sIOS4lueVjA==?=", "Hello, 世界"),
            ("=?base64?IHBhZGRlZCA=?=", " padded "),
            ("=?base64?bGluZTEKbGluZTI=?=", "line1\nline2"),
            ("=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=", "=?base64?literal?="),
        ])
    func examples(_ field: String, _ value: String) {
        #expect(HeaderValue.decode(field).map { Array($0.utf8) } == Array(value.utf8))
    }

    @Test(
        "A value with characters that no header field may have, or with Base64 that is not canonical UTF-8, is none",
        arguments: [
            "h\u{E9}", "a\nb", "a\r\nb", "a\u{0}", "a\u{7F}", "\u{1}", "=?base64?SGVsbG8?=", "=?base64?SGVsbG8===?=",
            "=?base64?SGVs bG8=?=", "=?base64?SGVsbG9=?=", "=?base64?_-8=?=", "=?base64?/w==?=", "=?base64?wIA=?=",
            "=?base64?7aCA?=", "=?base64?=?=", "=?base64?====?=", "=?base64?A===?=", "=?base64?AA=A?=",
            "=?base64?AA==AAAA?=", "=?base64?\u{E9}?=",
        ])
    func refused(_ field: String) {
        #expect(HeaderValue.decode(field) == nil)
    }

    @Test(
        "A value without both markers, spelled exactly, stands for itself",
        arguments: [
            "", "=?base64?", "=?base64?=", "?=", "=?BASE64?SGk=?=", "=?base64?SGk=", "SGk=?=", " =?base64?SGk=?=",
            "a\tb",
        ])
    func plain(_ field: String) {
        #expect(HeaderValue.decode(field) == field)
    }

    @Test("Nothing between the markers is the empty value")
    func empty() {
        #expect(HeaderValue.decode("=?base64??=") == "")
    }

    @Test(
        "The vectors of RFC 4648 decode",
        arguments: [
            ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"), ("Zm9vYmE=", "fooba"),
            ("Zm9vYmFy", "foobar"),
        ])
    func vectors(_ text: String, _ value: String) {
        #expect(Base64.decodeCanonical(text.utf8) == Array(value.utf8))
    }

    @Test("Of all texts of one group, exactly one stands for each value")
    func canonical() {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var singles: Set<[UInt8]> = []
        var count = 0
        for first in alphabet {
            for second in alphabet {
                guard let value = Base64.decodeCanonical([first, second, 0x3D, 0x3D]) else { continue }
                count += 1
                singles.insert(value)
            }
        }
        #expect(count == 256)
        #expect(singles.count == 256)
    }
}
