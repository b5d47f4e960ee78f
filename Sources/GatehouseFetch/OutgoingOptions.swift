/// What an ``OutgoingFetch`` may ask, and how long and how large answers may be.
public struct OutgoingOptions: Sendable, Hashable {
    /// Where requests may go without TLS.
    public struct PlainText: Sendable, Hashable {
        let allowsLoopback: Bool

        /// Nowhere.
        public static let never = PlainText(allowsLoopback: false)
        /// To this machine alone, which is for trying things out and for proxies beside the server.
        public static let loopback = PlainText(allowsLoopback: true)
    }

    /// Where requests may go without TLS.
    public var plainText: PlainText
    /// The networks that may be asked over TLS although they are not public.
    public var networks: OutgoingNetworks
    /// A file with authorities in PEM that servers' certificates may lead to, beside those of the system.
    public var authorityFile: String?
    /// How long a connection may take to come about, with its TLS handshake.
    public var connectTimeout: Duration
    /// How long everything may take, from the look-up of the name to the last byte.
    public var timeout: Duration
    /// The most bytes of an answer's body.
    public var maximumBytes: Int
    /// The most requests at once.
    public var maximumConcurrent: Int

    /// Makes options: by default only TLS, only public addresses, two seconds to connect, five in all, 256 KiB, and 64
    /// requests at once.
    public init(
        plainText: PlainText = .never,
        networks: OutgoingNetworks = .none,
        authorityFile: String? = nil,
        connectTimeout: Duration = .seconds(2),
        timeout: Duration = .seconds(5),
        maximumBytes: Int = 256 * 1024,
        maximumConcurrent: Int = 64
    ) {
        self.plainText = plainText
        self.networks = networks
        self.authorityFile = authorityFile
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        self.maximumBytes = maximumBytes
        self.maximumConcurrent = maximumConcurrent
    }
}
