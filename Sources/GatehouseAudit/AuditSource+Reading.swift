public import Gatehouse
import GatehouseJSON

extension AuditSource {
    /// Hands on every line from a place on, the oldest first.
    ///
    /// - Returns: The place behind the last whole line.
    /// - Throws: ``AuditFailure`` where the log cannot be read.
    @discardableResult
    public func forEachLine(
        from place: Int64 = 0, _ body: (AuditLine) -> Void
    ) throws(AuditFailure) -> Int64 {
        var place = place
        while true {
            let page = try page(from: place, limit: 1_000)
            page.lines.forEach(body)
            place = page.next
            guard let last = page.lines.last, last.isWhole else { return place }
        }
    }

    /// Hands on the lines that stand between two times, and others.
    private func forEachLine(within reach: AuditCriteria.Bounds, _ body: (AuditLine) -> Void) throws(AuditFailure) {
        var place = try reach.first.map { time throws(AuditFailure) in try self.place(of: time) } ?? 0
        while true {
            let page = try page(from: place, limit: 1_000)
            page.lines.forEach(body)
            place = page.next
            guard let last = page.lines.last, last.isWhole else { return }
            if let time = last.time, reach.isBefore(time) { return }
        }
    }

    /// A place before which all entries are from before a time, in a log whose times never go back to before it from
    /// behind it.
    private func place(of time: String) throws(AuditFailure) -> Int64 {
        var first: Int64 = 0
        var last = try place(ofLast: 1)
        while let middle = try place(between: first, and: last) {
            let page = try page(from: middle, limit: 1)
            // Behind what is no entry nobody knows the time.
            guard let found = page.lines.first?.time else { return first }
            if found.utf8.lexicographicallyPrecedes(time.utf8) {
                first = page.next
            } else {
                last = middle
            }
        }
        return first
    }

    /// Checks the whole log.
    ///
    /// - Parameters:
    ///   - expected: Entries that the log must have.
    ///   - beginnings: How often it may begin.
    /// - Throws: ``AuditFailure`` where the log cannot be read.
    public func verified(
        expecting expected: [AuditHead] = [], beginnings: AuditVerification.Beginnings = .one
    ) throws(AuditFailure) -> AuditVerification {
        var verification = AuditVerification(expecting: expected, beginnings: beginnings)
        try verify(nil, &verification)
        verification.finish()
        return verification
    }

    /// Checks the log as one file of several, with a check that others may have begun.
    ///
    /// - Parameter name: What flaws are told with; nothing where there is but one file.
    /// - Throws: ``AuditFailure`` where the log cannot be read.
    public func verify(_ name: String?, _ verification: inout AuditVerification) throws(AuditFailure) {
        verification.begin(name, after: try beginning())
        try forEachLine { verification.take($0) }
    }

    /// The last lines that meet criteria, the oldest first. Lines that are no entries meet none.
    ///
    /// - Parameter limit: How many at most.
    /// - Throws: ``AuditFailure`` where the log cannot be read.
    public func lines(matching criteria: AuditCriteria, limit: Int) throws(AuditFailure) -> [AuditLine] {
        var found: [AuditLine] = []
        try forEachLine(within: criteria.reach) { line in
            guard criteria.admits(line), let entry = line.entry, criteria.matches(entry) else { return }
            found.append(line)
            // Twice as many are kept before the older half goes, so that each is moved but once.
            if found.count >= 2 * max(1, limit) { found.removeFirst(found.count - limit) }
        }
        return found.suffix(max(0, limit))
    }
}
