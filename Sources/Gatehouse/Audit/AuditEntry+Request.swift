import Crypto

extension AuditEntry {
    /// Makes an entry of what is known about a request.
    init(_ kind: Kind, _ record: RequestRecord, at time: Int64) {
        self.init(kind, at: time)
        requestID = record.requestID
        transport = record.transport.description
        remoteAddress = record.remoteAddress
        caller = record.caller
        tenant = record.tenant
        authentication = record.authentication?.description
        credentialID = record.credentialID
        method = record.method
        name = record.name
        revision = record.revision
        limit = record.limit
        if record.name != nil, record.refusedBy.map({ $0 >= .authorize }) ?? true { access = record.access }
        if let refusedBy = record.refusedBy {
            step = refusedBy.rawValue
            code = record.errorCode
            reason = record.reason
        }
    }

    /// Adds what came of the request.
    mutating func note(resultOf record: RequestRecord) {
        outcome = record.outcome
        status = record.status
        duration = record.duration
    }

    /// What stands for a task: 16 hexadecimal digits of its id's SHA-256.
    public static func digest(ofTask id: String) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in SHA256.hash(data: Array(id.utf8)).prefix(8) {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
