import AsyncHTTPClient
import Gatehouse
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization

/// Asks other servers, within bounds that hold whatever they answer and wherever their names lead.
///
/// - Requests go over TLS, or, where ``OutgoingOptions/plainText`` allows it, without it to this machine.
/// - A name is looked up first; only addresses that may be asked are connected to, and the connection goes to the very
///   address that was checked, so that a name which leads elsewhere a moment later changes nothing (DNS rebinding).
///   Where a name has several addresses, those that may not be asked are left out.
/// - Redirections are an answer like any other, and none that a request takes by default.
/// - Time, size, status, and media type are bounded by ``OutgoingOptions`` and the request. An encoded body is refused.
///
/// Connections are kept for half a minute. ``close()`` ends them all.
public final class OutgoingFetch: Fetching {
    /// The most addresses of one host that are tried.
    private static let mostAddresses = 3

    private let options: OutgoingOptions
    private let resolver: any HostResolving
    private let clients: PinnedClients
    private let running = Mutex(0)

    /// Makes a fetcher. It opens nothing yet.
    public convenience init(_ options: OutgoingOptions = OutgoingOptions()) {
        self.init(options, resolver: SystemResolver())
    }

    init(_ options: OutgoingOptions, resolver: any HostResolving) {
        self.options = options
        self.resolver = resolver
        clients = PinnedClients(options)
    }

    /// Reads a file of authorities, as ``OutgoingOptions/authorityFile`` names it, to see that it can be used.
    ///
    /// - Throws: ``OutgoingFailure`` of the kind *forbidden* where it cannot be read or holds no certificate.
    public static func checkAuthorities(_ file: String) throws(OutgoingFailure) {
        guard let certificates = try? NIOSSLCertificate.fromPEMFile(file), !certificates.isEmpty else {
            throw OutgoingFailure(.forbidden, "the file \(file) cannot be read, or holds no certificate in PEM")
        }
    }

    /// Ends every connection; whoever asks afterwards fails.
    public func close() async {
        await clients.close()
    }

    public func fetch(_ request: OutgoingRequest) async throws(OutgoingFailure) -> OutgoingResponse {
        let url = try OutgoingURL(request.url)
        guard url.isSecure || options.plainText.allowsLoopback else {
            throw OutgoingFailure(.forbidden, "the URL is without TLS")
        }
        guard begin() else {
            throw OutgoingFailure(.overloaded, "\(options.maximumConcurrent) requests to other servers are under way")
        }
        defer { running.withLock { $0 -= 1 } }
        return try await Deadline.run(within: options.timeout) { () async throws(OutgoingFailure) in
            try await self.exchange(request, url)
        }
    }

    private func begin() -> Bool {
        running.withLock { running in
            guard running < options.maximumConcurrent else { return false }
            running += 1
            return true
        }
    }

    private func exchange(
        _ request: OutgoingRequest,
        _ url: OutgoingURL
    ) async throws(OutgoingFailure) -> OutgoingResponse {
        let addresses = try await addresses(of: url)
        var failure = OutgoingFailure(.notConnected, "the host \(url.host) has no address")
        for address in addresses.prefix(Self.mostAddresses) {
            do throws(OutgoingFailure) {
                let client = try clients.client(of: PinnedClients.Pin(host: url.host, address: address))
                return try await Exchange(client: client, options: options).run(request, url)
            } catch {
                // Only what was never sent may be sent to another address.
                guard error.kind == .notConnected else { throw error }
                failure = error
            }
        }
        throw failure
    }

    /// The addresses of the URL's host that may be asked.
    private func addresses(of url: OutgoingURL) async throws(OutgoingFailure) -> [IPAddress] {
        let found: [IPAddress]
        if let address = url.address { found = [address] } else { found = try await resolver.addresses(of: url.host) }
        let allowed = Self.alternating(found.filter { isAllowed($0, isSecure: url.isSecure) })
        guard allowed.isEmpty, !found.isEmpty else { return allowed }
        throw OutgoingFailure(
            .forbidden,
            url.isSecure
                ? "the host \(url.host) leads to no address that may be asked: it is private, and not allowed by a setting"
                : "the host \(url.host) is not this machine, and the URL is without TLS")
    }

    /// The addresses with one of each family in turn, so that a machine with one family alone tries one that it can reach.
    static func alternating(_ addresses: [IPAddress]) -> [IPAddress] {
        guard let first = addresses.first else { return [] }
        var families = [
            addresses.filter { $0.bytes.count == first.bytes.count }[...],
            addresses.filter { $0.bytes.count != first.bytes.count }[...],
        ]
        var ordered: [IPAddress] = []
        while ordered.count < addresses.count {
            for index in families.indices {
                if let next = families[index].popFirst() { ordered.append(next) }
            }
        }
        return ordered
    }

    private func isAllowed(_ address: IPAddress, isSecure: Bool) -> Bool {
        guard isSecure else { return address.isLoopback }
        return address.isPublic || options.networks.contains(address)
    }
}
