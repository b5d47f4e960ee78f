import Testing

/// Requests that must not be accepted, each for one reason.
enum MalformedRequests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: String
        let message: String
        var status = 400
        var testDescription: String { name }

        init(_ name: String, _ bytes: String, _ message: String, status: Int = 400) {
            self.name = name
            self.bytes = bytes
            self.message = message
            self.status = status
        }
    }

    static let all = lines + fields + framing + chunks

    private static let requestLine = "The request line does not begin with a method and a space."
    private static let targetMessage =
        "The request's target is missing, or has bytes that a target must not have."
    private static let versionMessage = "The request line does not end with a space and HTTP/1.1."
    private static let lineEnd = "A line must end with CR and LF, not with LF alone."
    private static let nameMessage = "A header field's name must be a token with a colon right behind it."
    private static let valueMessage = "A header field's value must not have control characters."
    private static let hostMessage = "The Host field is not a host with an optional port."
    private static let lengthMessage = "Content-Length must be a number of bytes in decimal digits."
    private static let codingMessage = "The only Transfer-Encoding that is read here is chunked."
    private static let chunkMessage = "A chunk must begin with its size in hexadecimal digits."
    private static let chunkEndMessage =
        "A chunk's bytes must be as many as its size says, with CR and LF behind them."

    private static let lines = [
        Sample("two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", targetMessage),
        Sample("leading space", " GET / HTTP/1.1\r\nHost: a\r\n\r\n", requestLine),
        Sample("tab for space", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", requestLine),
        Sample("HTTP/0.9", "GET /\r\nHost: a\r\n\r\n", targetMessage),
        Sample("trailing space", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", versionMessage),
        Sample("lower-case version", "GET / http/1.1\r\nHost: a\r\n\r\n", versionMessage),
        Sample("long version", "GET / HTTP/1.10\r\nHost: a\r\n\r\n", versionMessage),
        Sample(
            "HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "The versions that are spoken here are HTTP/1.1 and HTTP/1.0.", status: 505),
        Sample("bare LF", "GET / HTTP/1.1\nHost: a\r\n\r\n", lineEnd),
        Sample("bare LF at a field", "GET / HTTP/1.1\r\nHost: a\n\r\n", lineEnd),
        Sample("bare LF at the end", "GET / HTTP/1.1\r\nHost: a\r\n\n", lineEnd),
        Sample("NUL in the target", "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", targetMessage),
        Sample("CR in the target", "GET /\rx HTTP/1.1\r\nHost: a\r\n\r\n", targetMessage),
        Sample("non-ASCII target", "GET /é HTTP/1.1\r\nHost: a\r\n\r\n", targetMessage),
        Sample("fragment", "GET /#x HTTP/1.1\r\nHost: a\r\n\r\n", targetMessage),
        Sample("TLS hello", "\u{16}\u{3}\u{1}", requestLine),
        Sample(
            "two empty lines", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
            "There are empty lines before the request line."),
        Sample(
            "authority form", "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n",
            "The request's target must be a path that begins with a slash."),
        Sample(
            "asterisk form", "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
            "The request's target must be a path that begins with a slash."),
        Sample(
            "two hosts", "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n",
            "The request's target and its Host field name different hosts."),
        Sample(
            "user in the target", "GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n", "The request's target names no host."),
        Sample(
            "no host in the target", "GET http:/// HTTP/1.1\r\nHost: a\r\n\r\n", "The request's target names no host."),
    ]

    private static let fields = [
        Sample("no Host", "GET / HTTP/1.1\r\n\r\n", "A request of HTTP/1.1 must have a Host field."),
        Sample(
            "Host twice", "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n",
            "A request must have one Host field, not several."),
        Sample("empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", hostMessage),
        Sample("list in Host", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", hostMessage),
        Sample("path in Host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", hostMessage),
        Sample("user in Host", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", hostMessage),
        Sample("space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", nameMessage),
        Sample("empty name", "GET / HTTP/1.1\r\n: a\r\nHost: a\r\n\r\n", nameMessage),
        Sample("no colon", "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", nameMessage),
        Sample("bracket in a name", "GET / HTTP/1.1\r\nHost: a\r\nX[: 1\r\n\r\n", nameMessage),
        Sample("NUL in a name", "GET / HTTP/1.1\r\nHost: a\r\nX\0: 1\r\n\r\n", nameMessage),
        Sample("folded value", "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\r\n\r\n", nameMessage),
        Sample("folded first line", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", nameMessage),
        Sample("NUL in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", valueMessage),
        Sample("CR in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: 1\rY: 2\r\n\r\n", valueMessage),
        Sample("DEL in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: \u{7F}\r\n\r\n", valueMessage),
        Sample(
            "unknown expectation", "POST /mcp HTTP/1.1\r\nHost: a\r\nExpect: 200-ok\r\nContent-Length: 1\r\n\r\n",
            "The only expectation that is met here is 100-continue.", status: 417),
    ]

    private static let framing = [
        Sample(
            "length and chunks",
            "POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "A request must not have both Content-Length and Transfer-Encoding."),
        Sample(
            "chunks and a length of nothing",
            "POST /mcp HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n0\r\n\r\n",
            "A request must not have both Content-Length and Transfer-Encoding."),
        Sample(
            "two lengths", "POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nabcd",
            "A request must have one Content-Length field, not several."),
        length("list of lengths", "4, 4"), length("signed length", "+4"), length("negative length", "-1"),
        length("hexadecimal length", "0x4"), length("spaced length", "4 4"), length("empty length", ""),
        length("fractional length", "4.0"), length("non-ASCII digit", "٤"),
        coding("identity", "identity"), coding("other coding", "gzip, chunked"),
        coding("chunked last but not", "chunked, x"),
        coding("misspelt", "xchunked"), coding("chunked twice in a line", "chunked, chunked"),
        coding("vertical tab", "chunked;q=1"), coding("empty coding", ""), coding("quoted", "\"chunked\""),
        Sample(
            "two codings",
            "POST /mcp HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "A request must have one Transfer-Encoding field, not several."),
        Sample(
            "chunks in HTTP/1.0", "POST /mcp HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "HTTP/1.0 has no Transfer-Encoding."),
        Sample(
            "length too large",
            "POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n",
            "The request's body is larger than 4194304 bytes (http.max_body_bytes).", status: 413),
    ]

    private static let chunks = [
        chunk("no size", "\r\nhello\r\n0\r\n\r\n"), chunk("space before", " 5\r\nhello\r\n0\r\n\r\n"),
        chunk("space behind", "5 \r\nhello\r\n0\r\n\r\n"), chunk("prefix", "0x5\r\nhello\r\n0\r\n\r\n"),
        chunk("sign", "+5\r\nhello\r\n0\r\n\r\n"), chunk("negative", "-5\r\nhello\r\n0\r\n\r\n"),
        chunk("no digit", "g\r\nhello\r\n0\r\n\r\n"), chunk("underscore", "5_0\r\nhello\r\n0\r\n\r\n"),
        chunk("too many digits", "00000000000000005\r\nhello\r\n0\r\n\r\n"),
        chunk("control character in an extension", "5;\u{1}\r\nhello\r\n0\r\n\r\n"),
        chunk("extension without a name", "5;\r\nhello\r\n0\r\n\r\n"),
        chunk("extension with a space", "5; a\r\nhello\r\n0\r\n\r\n"),
        chunk("extension without a value", "5;a=\r\nhello\r\n0\r\n\r\n"),
        chunk("open quote in an extension", "5;a=\"b\r\nhello\r\n0\r\n\r\n"),
        chunk("escape at the end of an extension", "5;a=\"b\\\r\nhello\r\n0\r\n\r\n"),
        chunk("CR in an extension", "5;a\rb\r\nhello\r\n0\r\n\r\n"),
        chunk("bare LF behind the size", "5\nhello\r\n0\r\n\r\n", lineEnd),
        chunk("bare LF in an extension", "5;a\nhello\r\n0\r\n\r\n", lineEnd),
        chunk("long extension", "5;" + String(repeating: "a", count: 2000) + "\r\nhello\r\n0\r\n\r\n"),
        chunk("size too small", "4\r\nhello\r\n0\r\n\r\n", chunkEndMessage),
        chunk("bare LF behind the bytes", "5\r\nhello\n0\r\n\r\n", lineEnd),
        chunk("bare LF at the end", "5\r\nhello\r\n0\r\n\n", lineEnd),
        chunk("bad trailer", "0\r\nX : 1\r\n\r\n", nameMessage),
        Sample(
            "huge chunk", "POST /mcp HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n",
            "The request's body is larger than 4194304 bytes (http.max_body_bytes).", status: 413),
    ]

    private static func length(_ name: String, _ value: String) -> Sample {
        Sample(name, "POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: \(value)\r\n\r\nabcd", lengthMessage)
    }

    private static func coding(_ name: String, _ value: String) -> Sample {
        Sample(name, "POST /mcp HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \(value)\r\n\r\n0\r\n\r\n", codingMessage)
    }

    private static func chunk(_ name: String, _ body: String, _ message: String? = nil) -> Sample {
        Sample(
            "chunk: \(name)", "POST /mcp HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(body)",
            message ?? chunkMessage)
    }
}
