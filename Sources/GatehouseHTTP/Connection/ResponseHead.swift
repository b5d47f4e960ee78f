import Gatehouse
import NIOCore

/// A response's header section on its way into bytes.
struct ResponseHead {
    /// How the peer finds the body's end.
    enum Body {
        /// There is none, and the status says so.
        case none
        case length(Int)
        case chunked
        /// The connection's end is the body's.
        case untilClose
    }

    var status: Int
    var contentType: String?
    var fields: [Reply.Field]
    var body: Body
    var closes: Bool
    var isEventStream = false

    func write(to buffer: inout ByteBuffer, date: String) {
        let sound = fields.allSatisfy(Self.isSound) ? fields : fields.filter(Self.isSound)
        let room = sound.reduce(Self.bytesBesideFields) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { bytes in
            var line = ByteCursor(bytes)
            writeStatus(to: &line)
            if isEventStream {
                line.put("Content-Type: text/event-stream\r\nCache-Control: no-store\r\nX-Accel-Buffering: no\r\n")
            } else if let contentType {
                line.put(field: "Content-Type", contentType)
            }
            switch body {
            case .none, .untilClose: break
            case .chunked: line.put("Transfer-Encoding: chunked\r\n")
            case .length(let length): line.put(field: "Content-Length", String(length))
            }
            line.put(field: "Date", date)
            for field in sound { line.put(field: field.name, field.value) }
            if closes { line.put("Connection: close\r\n") }
            line.put("\r\n")
            return line.count
        }
    }

    /// The most that a head takes beside ``fields``: its status, its type, and what is always the same.
    private static let bytesBesideFields = 512

    private func writeStatus(to line: inout ByteCursor) {
        switch status {
        case 200: line.put("HTTP/1.1 200 OK\r\n")
        case 202: line.put("HTTP/1.1 202 Accepted\r\n")
        default:
            line.put("HTTP/1.1 ")
            line.put(String(status))
            line.put(" ")
            line.put(Self.phrase(status))
            line.put("\r\n")
        }
    }

    /// Whether a field can be sent without becoming something else than one field. One that cannot is left out: its
    /// author put a peer's text into it, and a response split in two is worse than a field that is missing.
    static func isSound(_ field: Reply.Field) -> Bool {
        !field.name.isEmpty && field.name.utf8.allSatisfy(ASCII.isToken)
            && isSound(value: field.value)
    }

    private static func isSound(value: String) -> Bool {
        value.utf8.withContiguousStorageIfAvailable { $0.span.isFieldValue(from: 0) }
            ?? value.utf8.allSatisfy(ASCII.isFieldValue)
    }

    private static func phrase(_ status: Int) -> String {
        switch status {
        case 204: "No Content"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 406: "Not Acceptable"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 415: "Unsupported Media Type"
        case 417: "Expectation Failed"
        case 421: "Misdirected Request"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 505: "HTTP Version Not Supported"
        default: status < 400 ? "OK" : "Error"
        }
    }
}
