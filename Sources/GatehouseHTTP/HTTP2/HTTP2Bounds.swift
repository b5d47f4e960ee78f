import NIOCore
import NIOHTTP2

/// The listener's bounds in the terms of HTTP/2 (RFC 9113, sections 6.5.2 and 10.5).
enum HTTP2Bounds {
    /// Within how long resets and frames without a request are counted.
    static let window = TimeAmount.seconds(30)

    static func connection(_ limits: HTTPLimits) -> NIOHTTP2Handler.ConnectionConfiguration {
        var configuration = NIOHTTP2Handler.ConnectionConfiguration()
        // RFC 9113 counts 32 bytes more for each field. A section that crosses our own bounds but not this one is
        // answered; one that crosses this one costs the connection, as its compression cannot be followed any more.
        let overhead = 32 * max(1, limits.headerFields)
        configuration.initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: max(1, limits.streamsPerConnection)),
            HTTP2Setting(
                parameter: .maxHeaderListSize, value: limits.headerBytes + limits.targetBytes + overhead),
        ]
        configuration.maximumBufferedControlFrames = 1000
        configuration.controlFrameRateLimit.maximumCount = max(1, limits.resetsPerConnection)
        configuration.controlFrameRateLimit.windowLength = window
        return configuration
    }

    static func stream(_ limits: HTTPLimits) -> NIOHTTP2Handler.StreamConfiguration {
        var configuration = NIOHTTP2Handler.StreamConfiguration()
        let bound = max(4, limits.streamBufferBytes / 8)
        configuration.outboundBufferSizeHighWatermark = bound
        configuration.outboundBufferSizeLowWatermark = bound / 2
        configuration.streamResetFrameRateLimit.maximumCount = max(1, limits.resetsPerConnection)
        configuration.streamResetFrameRateLimit.windowLength = window
        configuration.streamErrorRateLimit.maximumCount = max(1, limits.resetsPerConnection)
        configuration.streamErrorRateLimit.windowLength = window
        return configuration
    }
}
