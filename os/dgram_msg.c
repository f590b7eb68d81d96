/* One datagram as a msghdr, with the control messages we know. */
#include "dgram_msg.h"

void xs_os_dgram_receive(struct msghdr *msg, struct iovec *iov, xs_dgram_control *control, xs_dgram *to)
{
	*iov = (struct iovec){ to->data, to->n };
	*msg = (struct msghdr){
		.msg_name = to->peer,
		.msg_namelen = sizeof(*to->peer),
		.msg_iov = iov,
		.msg_iovlen = 1,
		.msg_control = control->room,
		.msg_controllen = sizeof(control->room),
	};
}

static void read_control(const struct cmsghdr *c, xs_dgram *to)
{
#ifdef IP_PKTINFO
	if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO) {
		struct in_pktinfo info;
		memcpy(&info, CMSG_DATA(c), sizeof(info));
		to->local_family = AF_INET;
		to->local.in = info.ipi_spec_dst; /* an own address, also for what was sent to a group or to all */
	}
#endif
#ifdef IPV6_PKTINFO
	if (c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_PKTINFO && to->local_family == 0) {
		struct in6_pktinfo info;
		memcpy(&info, CMSG_DATA(c), sizeof(info));
		to->local_family = AF_INET6;
		to->local.in6 = info.ipi6_addr;
	}
#endif
#ifdef UDP_GRO
	if (c->cmsg_level == IPPROTO_UDP && c->cmsg_type == UDP_GRO) {
		int size;
		memcpy(&size, CMSG_DATA(c), sizeof(size));
		to->segment = size > 0 ? (unsigned) size : 0;
	}
#endif
	(void) c, (void) to;
}

void xs_os_dgram_came(struct msghdr *msg, size_t n, xs_dgram *to)
{
	to->n = n;
	to->peer_len = msg->msg_namelen;
	to->truncated = msg->msg_flags & MSG_TRUNC;
	to->segment = 0;
	to->local_family = 0;
	if (msg->msg_controllen > 0) {
		for (struct cmsghdr *c = CMSG_FIRSTHDR(msg); c; c = CMSG_NXTHDR(msg, c)) {
			read_control(c, to);
		}
	}
}

/* Appends nothing when the platform cannot choose the address; the options table refuses to ask for it there.
 */
static void put_local(struct msghdr *msg, xs_dgram_control *control, const xs_dgram *from)
{
	memset(control, 0, sizeof(*control));
	msg->msg_control = control->room;
	msg->msg_controllen = sizeof(control->room);
	struct cmsghdr *c = CMSG_FIRSTHDR(msg);
	msg->msg_controllen = 0;
#ifdef IP_PKTINFO
	if (from->local_family == AF_INET) {
		struct in_pktinfo info = { .ipi_spec_dst = from->local.in };
		c->cmsg_level = IPPROTO_IP;
		c->cmsg_type = IP_PKTINFO;
		c->cmsg_len = CMSG_LEN(sizeof(info));
		memcpy(CMSG_DATA(c), &info, sizeof(info));
		msg->msg_controllen = CMSG_SPACE(sizeof(info));
	}
#endif
#ifdef IPV6_PKTINFO
	if (from->local_family == AF_INET6) {
		struct in6_pktinfo info = { .ipi6_addr = from->local.in6 };
		c->cmsg_level = IPPROTO_IPV6;
		c->cmsg_type = IPV6_PKTINFO;
		c->cmsg_len = CMSG_LEN(sizeof(info));
		memcpy(CMSG_DATA(c), &info, sizeof(info));
		msg->msg_controllen = CMSG_SPACE(sizeof(info));
	}
#endif
	(void) c;
}

void xs_os_dgram_send(struct msghdr *msg, struct iovec *iov, xs_dgram_control *control, const xs_dgram *from)
{
	*iov = (struct iovec){ from->data, from->n };
	*msg = (struct msghdr){
		.msg_name = from->peer,
		.msg_namelen = from->peer ? from->peer_len : 0,
		.msg_iov = iov,
		.msg_iovlen = 1,
	};
	if (from->local_family) {
		put_local(msg, control, from);
	}
}
