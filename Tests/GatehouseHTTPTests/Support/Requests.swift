/// A POST to the endpoint.
func post(_ body: String, fields: [String] = [], path: String = "/mcp") -> String {
    let lines = ["POST \(path) HTTP/1.1", "Host: localhost", "Content-Length: \(body.utf8.count)"] + fields
    return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
}

/// A request without a body.
func request(_ method: String, _ path: String, fields: [String] = ["Host: localhost"]) -> String {
    (["\(method) \(path) HTTP/1.1"] + fields).joined(separator: "\r\n") + "\r\n\r\n"
}

/// What stands behind a response's header section.
func body(of response: String) -> String {
    let bytes = Array(response.utf8)
    for index in bytes.indices where bytes[index...].starts(with: Array("\r\n\r\n".utf8)) {
        return String(decoding: bytes[(index + 4)...], as: UTF8.self)
    }
    return ""
}
