package io.github.anaplan4j.docs.acceptance;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;

/** A SOCKS proxy to loopback ports that wants a user and a password, and takes any. */
final class SocksProxy extends Relay {
    private static final int VERSION = 5;
    private static final int PASSWORD = 2;
    private static final int IPV4 = 1;

    SocksProxy() {
        super(listening());
    }

    @Override
    Socket connect(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        in.readByte();
        in.readNBytes(in.readUnsignedByte());
        client.getOutputStream().write(new byte[] {VERSION, PASSWORD});
        in.readByte();
        in.readNBytes(in.readUnsignedByte());
        in.readNBytes(in.readUnsignedByte());
        client.getOutputStream().write(new byte[] {1, 0});
        in.readNBytes(3);
        in.readNBytes(in.readByte() == IPV4 ? 4 : in.readUnsignedByte());
        int port = in.readUnsignedShort();
        Socket target = new Socket(Proxy.NO_PROXY); // for the JVM may have this one as its proxy
        target.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        client.getOutputStream().write(new byte[] {VERSION, 0, 0, IPV4, 0, 0, 0, 0, 0, 0});
        return target;
    }
}
