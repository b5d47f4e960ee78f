import Crypto

extension AuditEntry {
    /// Makes an entry of what is known about a request; what came of it stands in those of requests that have ended.
    ///
    /// Every member is set once: a change of one that is set already would cost as much as all the rest.
    init(_ kind: Kind, _ record: RequestRecord, _ trace: AuditTrace?, at time: Int64) {
        let hasEnded = kind == .finished || kind == .ended
        let isRefused = record.refusedBy != nil
        self.kind = kind
        self.time = time
        event = trace?.event
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
        access = record.name != nil && record.refusedBy.map { $0 >= .authorize } ?? true ? record.access : nil
        limit = record.limit
        outcome = hasEnded ? record.outcome : nil
        status = hasEnded ? record.status : nil
        step = record.refusedBy?.rawValue
        code = isRefused ? record.errorCode : nil
        reason = isRefused ? record.reason : nil
        duration = hasEnded ? record.duration : nil
        task = trace?.task
        arguments = trace?.arguments
    }

    /// What stands for a task: 16 hexadecimal digits of its id's SHA-256.
    public static func digest(ofTask id: String) -> String {
        RandomIdentifier.hexadecimal(SHA256.hash(data: Array(id.utf8)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
}
