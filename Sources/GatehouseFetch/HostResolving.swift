import Gatehouse

/// Finds the addresses of a host.
protocol HostResolving: Sendable {
    /// The addresses, the one to try first at the beginning.
    ///
    /// - Throws: ``OutgoingFailure`` of the kind *not connected* where the host is not known, or *cancelled*.
    func addresses(of host: String) async throws(OutgoingFailure) -> [IPAddress]
}
