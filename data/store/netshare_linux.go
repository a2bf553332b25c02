package store

import "syscall"

// Magic numbers of statfs for file systems whose locks can't be relied on.
var networkMagic = map[uint32]bool{
	0x6969: true, 0x517b: true, 0xff534d42: true, 0xfe534d42: true, // NFS, SMB, CIFS, SMB2
	0x5346414f: true, 0x73757245: true, 0x564c: true, 0x00c36400: true, // AFS, CODA, NCP, Ceph
}

// statfs is replaced by tests.
var statfs = syscall.Statfs

func networkShare(dir string) bool {
	var st syscall.Statfs_t
	if err := statfs(dir, &st); err != nil {
		return false
	}
	return networkMagic[uint32(st.Type)]
}
