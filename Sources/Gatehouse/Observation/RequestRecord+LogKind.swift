extension RequestRecord {
    /// What the log counts the line under, where it bounds such lines; nothing for requests that are always logged: those
    /// of callers that are known, and those that were served.
    var boundedKind: String? {
        guard caller == nil, let refusedBy else { return nil }
        return "request refused by \(refusedBy.rawValue) with \(errorCode ?? status)"
    }
}
