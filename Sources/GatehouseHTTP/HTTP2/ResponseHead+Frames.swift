import Gatehouse
import NIOHPACK

extension ResponseHead {
    /// The header section as HTTP/2 carries it: RFC 9113, sections 8.2 and 8.3.2.
    func frameHeaders(date: String) -> HPACKHeaders {
        var headers = HPACKHeaders()
        headers.add(name: ":status", value: "\(status)")
        if isEventStream {
            headers.add(name: "content-type", value: "text/event-stream")
            headers.add(name: "cache-control", value: "no-store")
            headers.add(name: "x-accel-buffering", value: "no")
        } else if let contentType {
            headers.add(name: "content-type", value: contentType)
        }
        if case .length(let length) = body { headers.add(name: "content-length", value: "\(length)") }
        headers.add(name: "date", value: date)
        for field in fields where Self.isSound(field) {
            let name = field.name.lowercased()
            if !Self.connectionFields.contains(name) { headers.add(name: name, value: field.value) }
        }
        return headers
    }

    /// The fields of a connection of HTTP/1.1, which HTTP/2 does not have.
    private static let connectionFields: Set = [
        "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade",
    ]
}
